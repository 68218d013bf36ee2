"""A server that takes what Application Insights would take."""

import gzip
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Ingestion:
    """Takes what the exporter sends, as Application Insights does."""

    def __init__(self) -> None:
        self.items: list[dict[str, Any]] = []
        ingestion = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                content = self.rfile.read(int(self.headers["Content-Length"]))
                if self.headers.get("Content-Encoding") == "gzip":
                    content = gzip.decompress(content)
                items = json.loads(content)
                ingestion.items += items
                answer = json.dumps({"itemsReceived": len(items), "itemsAccepted": len(items), "errors": []}).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_: Any) -> None:
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        key = "00000000-0000-0000-0000-000000000001"
        self.connection_string = (
            f"InstrumentationKey={key};IngestionEndpoint=http://127.0.0.1:{self._server.server_port}/"
        )

    @property
    def settings(self) -> dict[str, str]:
        """What has everything sent here, and soon."""
        return {
            "APPLICATIONINSIGHTS_CONNECTION_STRING": self.connection_string,
            "APPLICATIONINSIGHTS_STATSBEAT_DISABLED_ALL": "true",
            "OTEL_TRACES_SAMPLER": "microsoft.fixed_percentage",  # the distro's own choice is five traces a second
            "OTEL_TRACES_SAMPLER_ARG": "1.0",
            "OTEL_BSP_SCHEDULE_DELAY": "200",
            "OTEL_METRIC_EXPORT_INTERVAL": "500",
        }

    def of(self, kind: str) -> list[dict[str, Any]]:
        """The received items of a kind, with their tags."""
        return [
            {
                **item["data"]["baseData"],
                "trace": item["tags"].get("ai.operation.id"),
                "parent": item["tags"].get("ai.operation.parentId"),
            }
            for item in list(self.items)
            if item["data"]["baseType"] == kind
        ]

    def close(self) -> None:
        self._server.shutdown()
