"""A page for people who open a page of the API in a browser, which brings no token: it asks for one and comes again."""

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; "
    "connect-src 'self'",
    "Cache-Control": "no-store",
}
PAGE = b"""<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sign in</title>
<style>
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 40rem; margin: 20vh auto 0; padding: 0 1rem; }
input { width: 100%; font: inherit; padding: .5rem; box-sizing: border-box; margin: .5rem 0; }
button { font: inherit; padding: .4rem 1.2rem; }
</style>
<form>
<label for="token">This page needs a bearer token. It stays in this tab.</label>
<input id="token" type="password" autocomplete="off" required autofocus>
<button>Open</button>
<p role="status"></p>
</form>
<script>
const form = document.querySelector("form"), output = document.querySelector("[role=status]");
async function open(token) {
  const answer = await fetch(location, {headers: {Authorization: "Bearer " + token, Accept: "text/html"}});
  if (answer.status === 401) sessionStorage.removeItem("token");
  if (!answer.ok) { output.textContent = "Not shown: " + answer.status + " " + answer.statusText; return; }
  sessionStorage.setItem("token", token);
  const page = await answer.text();
  document.open(); document.write(page); document.close();
}
form.addEventListener("submit", event => { event.preventDefault(); open(form.token.value.trim()); });
if (sessionStorage.getItem("token")) open(sessionStorage.getItem("token"));
</script>
</html>
"""
