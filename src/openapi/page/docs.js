// Shows the API with Swagger UI, signs in, and gives every write an Idempotency-Key of its own.

const { lang, signedIn, failed, key } = document.body.dataset;
const signInForm = document.querySelector('#sign-in');
const signOutForm = document.querySelector('#sign-out');
const message = document.querySelector('#message');

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
  });
}

function prepare(request) {
  request.headers['Accept-Language'] ??= lang === 'en' ? 'en' : 'zh-CN';
  if (request.method !== 'GET' && !request.url.endsWith('/auth/token')) {
    request.headers['Idempotency-Key'] ||= newKey();
  }
  return request;
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

async function signIn() {
  const { accessToken } = await call('auth/token', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(Object.fromEntries(new FormData(signInForm))),
  });
  const me = await call('me', { headers: { authorization: `Bearer ${accessToken}` } });
  ui.preauthorizeApiKey('bearer', accessToken);
  document.querySelector('#who').textContent =
    `${signedIn}${me.displayName[lang]} · ${me.organisation.name[lang]} · ${me.roles.join(', ')}`;
  change(true);
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
  ui.authActions.logout(['bearer']);
  change(false);
});
