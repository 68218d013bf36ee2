const form = document.querySelector("form"), button = form.querySelector("button");
const told = document.querySelector("[role=status]");
let frame = null;

async function open(token) {
  if (!/^[!-~]+$/.test(token)) return tell("This is not a token: it has spaces or characters no token has.");
  let answer;
  try {
    // A problem, not this page again, says why a token is refused
    answer = await fetch(location, {headers: {Authorization: "Bearer " + token, Accept: "application/json"}});
  } catch {
    return tell("The service did not answer. Try again.");
  }
  if (answer.status === 401) sessionStorage.removeItem("token");
  if (!answer.ok) return tell(reason(answer.status, await answer.json().catch(() => ({}))));
  sessionStorage.setItem("token", token);
  show(await answer.text(), answer.headers.get("Content-Security-Policy") || "default-src 'none'");
  const seconds = parseInt(answer.headers.get("Refresh"));
  if (seconds) setTimeout(() => open(token), seconds * 1000);  // the frame may not do it itself
}

function reason(status, {detail = ""}) {
  if (status === 401 && detail.includes("expired")) return "This token has expired. Get a new one.";
  const known = {
    401: "This token is not accepted.",
    403: "This token is valid, but its roles do not open this page.",
    404: "This token is valid, but there is nothing to show here.",
    503: "The service cannot answer now.",
  };
  return (known[status] || "The page cannot be shown.") + " " + (detail || "The answer was " + status + ".");
}

function tell(text) {
  frame?.remove();
  frame = null;
  for (const part of document.body.children) part.hidden = false;
  document.title = form.dataset.title;
  told.textContent = text;
  form.token.focus();
}

function show(page, policy) {
  const next = document.createElement("iframe"), last = frame;
  // A policy in a document has no say about who frames it, and a browser complains about one that tries
  const within = policy.replaceAll('"', "").replace(/frame-ancestors[^;]*/, "");
  next.setAttribute("sandbox", "allow-popups allow-popups-to-escape-sandbox");  // a link opens a tab of its own
  next.srcdoc = '<meta http-equiv="Content-Security-Policy" content="' + within + '">' + page;
  next.title = document.title = new DOMParser().parseFromString(page, "text/html").title;
  next.addEventListener("load", () => {
    last?.remove();  // only now: nothing flickers
    for (const part of document.body.children) part.hidden = part !== next;
    if (!last) next.focus();
  });
  frame = next;
  told.textContent = "";
  document.body.append(next);
}

form.dataset.title = document.title;
form.addEventListener("submit", async event => {
  event.preventDefault();
  button.disabled = true;
  await open(form.token.value.trim().replace(/^Bearer\s+/i, ""));
  button.disabled = false;
});
if (sessionStorage.getItem("token")) open(sessionStorage.getItem("token"));
