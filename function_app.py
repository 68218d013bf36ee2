"""Contact & Customer Management on Azure Functions: every trigger of the product, registered by blueprint."""

import azure.functions as func

from blueprints import (
    audit,
    consents,
    contacts,
    customers,
    exports,
    follow_ups,
    imports,
    jobs,
    privacy,
    system,
    templates,
)
from shared.platform.stopping import end_on_sigterm
from shared.settings import Settings

Settings.from_environment()  # a wrong or missing setting ends the start here, in one sentence
end_on_sigterm()
app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)
customers.triggers.register(app)
contacts.triggers.register(app)
consents.triggers.register(app)
follow_ups.triggers.register(app)
templates.triggers.register(app)
imports.triggers.register(app)
exports.triggers.register(app)
privacy.triggers.register(app)
audit.triggers.register(app)
jobs.triggers.register(app)
system.triggers.register(app)
