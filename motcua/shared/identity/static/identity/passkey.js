// Passkeys: gives the challenge of the page to the browser and sends back what it answers. Without it the form stays hidden and a sentence says why.

const bytes = (text) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

function asked(options) {
  const key = options.publicKey;
  key.challenge = bytes(key.challenge);
  if (key.user) key.user.id = bytes(key.user.id);
  for (const list of [key.allowCredentials, key.excludeCredentials]) for (const known of list ?? []) known.id = bytes(known.id);
  return options;
}

function answered(credential) {
  const { response } = credential;
  const said = { clientDataJSON: text(response.clientDataJSON) };
  for (const name of ['attestationObject', 'authenticatorData', 'signature', 'userHandle']) if (response[name]) said[name] = text(response[name]);
  if (response.getTransports) said.transports = response.getTransports();
  return {
    id: credential.id, rawId: text(credential.rawId), type: credential.type, response: said,
    authenticatorAttachment: credential.authenticatorAttachment, clientExtensionResults: credential.getClientExtensionResults(),
  };
}

const form = document.querySelector('form[data-passkey]');
if (form && window.PublicKeyCredential && navigator.credentials) {
  const options = document.getElementById('passkey-options').textContent;
  const problem = form.querySelector('[data-problem]');
  form.hidden = false;
  for (const without of document.querySelectorAll('[data-without-passkey]')) without.hidden = true;
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    problem.hidden = true;
    try {
      const way = form.dataset.passkey === 'create' ? 'create' : 'get';
      form.elements.credential.value = JSON.stringify(answered(await navigator.credentials[way](asked(JSON.parse(options)))));
      form.submit();
    } catch (error) {
      problem.textContent = error.name === 'InvalidStateError' ? 'Thiết bị này đã có khóa của tài khoản.' : 'Thiết bị chưa xác nhận, hoặc bạn đã bấm hủy. Hãy thử lại.';
      problem.hidden = false;
    }
  });
}
