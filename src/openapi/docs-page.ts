import type { Sentence } from '../engine/definition/index.js';
import { title } from './words.js';

const words = {
  account: { zh: '账号', en: 'Account' },
  password: { zh: '密码', en: 'Password' },
  code: { zh: '验证码（如已启用）', en: 'Code (where one is needed)' },
  signIn: { zh: '登录', en: 'Sign in' },
  signOut: { zh: '退出', en: 'Sign out' },
  signedIn: { zh: '已登录：', en: 'Signed in: ' },
  failed: { zh: '无法连接服务器。', en: 'The server does not answer.' },
  loading: { zh: '正在载入……', en: 'Loading …' },
  key: {
    zh: '（在本页可不填，将自动生成。）',
    en: ' (May be left empty on this page: it is then filled in.)',
  },
  other: { zh: 'English', en: '中文' },
  script: { zh: '此页面需要 JavaScript。', en: 'This page needs JavaScript.' },
} satisfies Record<string, Sentence>;

/** The page at `/docs`, in one language. Everything it loads comes from this server, and no script stands in it. */
export function docsPage(language: keyof Sentence): string {
  const say = (name: keyof typeof words) => words[name][language];
  const other = language === 'en' ? 'zh' : 'en';
  return `<!doctype html>
<html lang="${language === 'en' ? 'en' : 'zh-CN'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title[language]}</title>
<link rel="icon" href="docs/favicon-32x32.png">
<link rel="stylesheet" href="docs/swagger-ui.css">
<link rel="stylesheet" href="docs/docs.css">
</head>
<body data-lang="${language}" data-signed-in="${say('signedIn')}" data-failed="${say('failed')}" data-key="${say('key')}">
<header>
<strong>${title[language]}</strong>
<form id="sign-in">
<label>${say('account')} <input name="username" autocomplete="username" required></label>
<label>${say('password')} <input name="password" type="password" autocomplete="current-password" required></label>
<label>${say('code')} <input name="code" autocomplete="one-time-code" size="8"></label>
<button>${say('signIn')}</button>
</form>
<form id="sign-out" hidden><output id="who"></output> <button>${say('signOut')}</button></form>
<a href="?lang=${other}" hreflang="${other}" lang="${other}">${say('other')}</a>
<p id="message" role="alert"></p>
</header>
<noscript>${say('script')}</noscript>
<main id="operations">${say('loading')}</main>
<script src="docs/swagger-ui-bundle.js"></script>
<script src="docs/docs.js" type="module"></script>
</body>
</html>
`;
}
