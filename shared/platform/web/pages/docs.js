const dark = matchMedia("(prefers-color-scheme: dark)");
const paint = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
dark.addEventListener("change", paint);
paint();

// Swagger UI shows Markdown in descriptions, but summaries as they are
const plainSummaries = document => {
  for (const path of Object.values(document.paths || {}))
    for (const operation of Object.values(path))
      if (operation.summary) operation.summary = operation.summary.replaceAll("`", "");
  return document;
};

// As on the sign-in page a token stays in its tab; Swagger UI itself would keep it for good
const keeping = original => payload => {
  const token = payload.bearer?.value;
  if (token) sessionStorage.setItem("token", token);
  return original(payload);
};
const forgetting = original => payload => {
  sessionStorage.removeItem("token");
  return original(payload);
};

// Its sections are h3: they need an h2 above them
const headed = (Operations, {React}) => props => React.createElement("div", null,
  React.createElement("h2", {className: "operations"}, "Operations"), React.createElement(Operations, props));

// What Swagger UI gives no name, another role than it has, or no way to reach without a mouse
const name = (selector, of) => {
  for (const part of place.querySelectorAll(selector)) part.setAttribute("aria-label", of(part));
};
const mend = () => {
  name(".close-modal", () => "Close");
  name(".copy-to-clipboard button", () => "Copy");
  name(".modal-ux .auth-btn-wrapper button", button => button.textContent);
  name("tr[data-param-name] :is(input, select, textarea)", field => field.closest("tr").dataset.paramName);
  name("tr[data-property-name] :is(input, select, textarea)", field => field.closest("tr").dataset.propertyName);
  name(".examples-select select", () => "Example");
  name("select[id^='select-']", () => "Media type");
  name(".body-param textarea", () => "Request body");
  for (const heading of place.querySelectorAll(".modal-ux-header h3")) heading.setAttribute("aria-level", "2");
  for (const heading of place.querySelectorAll(".modal-ux-content h4")) heading.setAttribute("aria-level", "3");
  for (const table of place.querySelectorAll("table[role=region]")) table.setAttribute("role", "table");
  for (const text of place.querySelectorAll("pre")) text.tabIndex = 0;
};
const place = document.getElementById("ui");
new MutationObserver(mend).observe(place, {childList: true, subtree: true});

const ui = SwaggerUIBundle({
  url: place.dataset.document,
  dom_id: "#ui",
  defaultModelsExpandDepth: 0,
  validatorUrl: null,
  onComplete: () => {
    const token = sessionStorage.getItem("token");
    if (token) ui.preauthorizeApiKey("bearer", token);
  },
  plugins: [() => ({
    wrapComponents: {operations: headed},
    statePlugins: {
      spec: {wrapActions: {updateJsonSpec: original => document => original(plainSummaries(document))}},
      auth: {wrapActions: {authorize: keeping, logout: forgetting}},
    },
  })],
});
