"""Forms with a file (multipart/form-data), read strictly."""

import hashlib
import json
import re
from typing import Any

import azure.functions as func
from werkzeug.http import parse_options_header

from shared.kernel.errors import Invalid
from shared.platform.web.problem import WrongMediaType
from shared.platform.web.strict_json import check_text
from shared.platform.web.upload import Upload

MAX_PARTS = 50
"""Far more than any form of ours has fields; each part costs its parser time."""


def form_of(req: func.HttpRequest) -> tuple[dict[str, str], Upload]:
    """The form's fields and its one file, `file`. Raises WrongMediaType, Invalid."""
    if req.headers.get("content-type", "").partition(";")[0].strip().lower() != "multipart/form-data":
        raise WrongMediaType("multipart/form-data")
    _, options = parse_options_header(req.headers.get("content-type", ""))
    if not (boundary := options.get("boundary")) or req.get_body().count(f"--{boundary}".encode()) > MAX_PARTS + 1:
        raise Invalid(f"The form has more than {MAX_PARTS} parts, or says not where they end.")
    try:
        fields: Any = req.form
        files: Any = req.files
    except Exception as wrong:
        raise Invalid("The form cannot be read.") from wrong
    if list(files) != ["file"] or len(files.getlist("file")) != 1:
        raise Invalid.field("file", "must be exactly one file")
    given = {}
    for name in fields:
        [value, *more] = fields.getlist(name)
        if more:
            raise Invalid.field(name, "must be given once")
        check_text(value, name)
        given[name] = value
    file = files["file"]
    name = re.split(r"[/\\]", file.filename or "")[-1].lstrip(".")
    check_text(name, "file")
    if not name or len(name.encode()) > 200:
        raise Invalid.field("file", "must have a name of at most 200 bytes")
    return given, Upload(name, file.stream)


def identity(fields: dict[str, str], file: Upload) -> bytes:
    """What makes two submissions the same, whatever boundary they were sent with."""
    content = hashlib.sha256()
    while block := file.content.read(1 << 20):
        content.update(block)
    file.content.seek(0)
    return json.dumps([fields, file.name, content.hexdigest()], sort_keys=True).encode()
