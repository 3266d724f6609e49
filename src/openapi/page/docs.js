// Shows the API with Swagger UI, signs in, and gives every write an Idempotency-Key of its own.

const { lang, signedIn, failed, key } = document.body.dataset;
const signInForm = document.querySelector('#sign-in');
const signOutForm = document.querySelector('#sign-out');
const message = document.querySelector('#message');

/** The tokens of whoever is signed in, and the timer that fetches the next ones. */
let session;

const ui = await show();

async function show() {
  const answer = await fetch(`openapi.json?lang=${lang}`).catch(() => undefined);
  if (!answer?.ok) {
    message.textContent = failed;
    return undefined;
  }
  const spec = await answer.json();
  // Swagger UI would not send a request without a required header, and so leave nothing to fill in.
  const parameter = spec.components.parameters.IdempotencyKey;
  parameter.required = false;
  parameter.description += key;
  return globalThis.SwaggerUIBundle({
    spec,
    domNode: document.querySelector('#operations'),
    deepLinking: true,
    docExpansion: 'none',
    defaultModelsExpandDepth: -1,
    filter: true,
    tryItOutEnabled: true,
    displayRequestDuration: true,
    validatorUrl: null,
    requestInterceptor: prepare,
    responseInterceptor: heed,
  });
}

function prepare(request) {
  request.headers['Accept-Language'] ??= lang === 'en' ? 'en' : 'zh-CN';
  if (request.method !== 'GET' && !/\/auth\/[^?]*$/.test(request.url)) {
    request.headers['Idempotency-Key'] ||= newKey();
  }
  return request;
}

/** A step-up, or a refresh tried out by hand, makes the tokens from before worthless. */
function heed(response) {
  if (session && response.ok && /\/auth\/(step-up|refresh)$/.test(response.url)) keep(response.body);
  return response;
}

/** As crypto.randomUUID, which browsers withhold from pages on plain HTTP. */
function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function call(path, init) {
  const answer = await fetch(path, {
    ...init,
    headers: { 'accept-language': lang === 'en' ? 'en' : 'zh-CN', ...init.headers },
  });
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.detail);
  return body;
}

/** Sends JSON, as whoever is signed in where a token is given. */
function post(path, body, token) {
  const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) };
  return call(path, { method: 'POST', headers, body: JSON.stringify(body) });
}

function keep({ accessToken, refreshToken, expiresIn }) {
  clearTimeout(session?.timer);
  // A tab in the background is woken late: well before the end.
  session = { accessToken, refreshToken, timer: setTimeout(renew, expiresIn * 800) };
  ui.preauthorizeApiKey('bearer', accessToken);
}

async function renew() {
  try {
    keep(await post('auth/refresh', { refreshToken: session.refreshToken }));
  } catch (error) {
    leave();
    message.textContent = error instanceof TypeError ? failed : error.message;
  }
}

async function signIn() {
  const { code, ...credentials } = Object.fromEntries(new FormData(signInForm));
  const tokens = await post('auth/token', { ...credentials, ...(code ? { code } : {}) });
  const me = await call('me', { headers: { authorization: `Bearer ${tokens.accessToken}` } });
  keep(tokens);
  document.querySelector('#who').textContent =
    `${signedIn}${me.displayName[lang]} · ${me.organisation.name[lang]} · ${me.roles.join(', ')}`;
  change(true);
}

function leave() {
  clearTimeout(session?.timer);
  session = undefined;
  ui.authActions.logout(['bearer']);
  change(false);
}

function change(isSignedIn) {
  signInForm.reset();
  signInForm.hidden = isSignedIn;
  signOutForm.hidden = !isSignedIn;
}

signInForm.addEventListener('submit', (event) => {
  event.preventDefault();
  message.textContent = '';
  signIn().catch((error) => {
    message.textContent = error instanceof TypeError ? failed : error.message;
  });
});

signOutForm.addEventListener('submit', (event) => {
  event.preventDefault();
  // Whatever becomes of it, this page forgets the tokens.
  if (session) post('auth/sign-out', undefined, session.accessToken).catch(() => {});
  leave();
});
