"""A page for people who open a page of the API in a browser, which brings no token: it asks for one and comes again.

What it gets it shows in a frame without scripts, under the policy that came with it: the token is here, not there.
"""

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; "
    "connect-src 'self'; frame-src 'self'; img-src data:",
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
iframe { position: fixed; inset: 0; width: 100%; height: 100%; border: 0; }
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
  const page = await answer.text(), frame = document.createElement("iframe");
  const policy = answer.headers.get("Content-Security-Policy") || "default-src 'none'";
  frame.setAttribute("sandbox", "");
  frame.srcdoc = '<meta http-equiv="Content-Security-Policy" content="' + policy.replaceAll('"', "") + '">' + page;
  document.title = new DOMParser().parseFromString(page, "text/html").title;
  document.body.replaceChildren(frame);
  if (page.includes('http-equiv="refresh"')) setTimeout(() => open(token), 2000);  // the frame may not do it itself
}
form.addEventListener("submit", event => { event.preventDefault(); open(form.token.value.trim()); });
if (sessionStorage.getItem("token")) open(sessionStorage.getItem("token"));
</script>
</html>
"""
