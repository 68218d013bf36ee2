"""Contact & Customer Management on Azure Functions: every trigger of the product, registered by blueprint."""

import azure.functions as func

from blueprints import contact_exports, contact_imports, contacts, customers, event_handlers, schedules, system, warm_up

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)
app.register_functions(customers.api.blueprint)
app.register_functions(contacts.api.blueprint)
app.register_functions(contact_imports.api.blueprint)
app.register_functions(contact_exports.api.blueprint)
app.register_functions(event_handlers.blueprint)
app.register_functions(schedules.blueprint)
app.register_functions(warm_up.blueprint)
app.register_functions(system.api.blueprint)
