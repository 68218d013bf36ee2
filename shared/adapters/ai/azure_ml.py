"""A managed online endpoint of Azure Machine Learning: one POST.

The request is that of MLflow models (https://learn.microsoft.com/azure/machine-learning/how-to-deploy-mlflow-models):
`{"input_data": {"columns": [...], "index": [0], "data": [[...]]}}`, with the fields of Features as columns. The answer
is a list with one entry: a probability from 0 to 1, or an object `{"probability": 0.42, "featureImportance": {...}}`
whose importances are shares by column.
"""

from __future__ import annotations

import math
import threading
from typing import TYPE_CHECKING, Any

from shared.adapters.ai.churn_model import Factor, Features, Prediction
from shared.adapters.ai.language_model import Declined
from shared.adapters.credential import credential
from shared.kernel.naming import camel
from shared.platform.resilience import CHURN_MODEL, Circuit, RetryPolicy

if TYPE_CHECKING:
    from azure.core import PipelineClient

SCOPE = "https://ml.azure.com/.default"
MODEL = "azure-ml"


class AzureMLEndpoint:
    """One scoring address, by its key or signed in at."""

    def __init__(self, address: str, key: str, *, policy: RetryPolicy = CHURN_MODEL) -> None:
        """`key`: empty to sign in with the app's identity."""
        self._address, self._key, self._policy = address, key, policy
        self._circuit = Circuit("Azure Machine Learning", policy, passes=(Declined,))
        self._opening = threading.Lock()
        self._client: PipelineClient[Any, Any] | None = None

    def predict(self, features: Features) -> Prediction:
        """Raises Unreachable, Declined if the answer is no probability."""
        return self._circuit.call(self._ask, features)

    def _ask(self, features: Features) -> Prediction:
        from azure.core.rest import HttpRequest

        columns = list(features._fields)
        table = {"columns": columns, "index": [0], "data": [list(features)]}
        request = HttpRequest("POST", self._address, json={"input_data": table})
        if self._key:
            request.headers["Authorization"] = f"Bearer {self._key}"
        answer = self._opened().send_request(
            request, connection_timeout=self._policy.connect_timeout, read_timeout=self._policy.read_timeout
        )
        answer.raise_for_status()
        try:
            return _read(answer.json(), features)
        except (ValueError, TypeError, KeyError, IndexError, AttributeError):
            raise Declined("The endpoint answered no probability.") from None

    def _opened(self) -> PipelineClient[Any, Any]:
        from azure.core import PipelineClient
        from azure.core.pipeline.policies import BearerTokenCredentialPolicy, HeadersPolicy, RetryPolicy as Retries

        with self._opening:
            if self._client is None:
                policies: list[Any] = [
                    HeadersPolicy({"Accept": "application/json"}),
                    Retries(retry_total=self._policy.tries - 1),
                ]
                if not self._key:
                    policies.append(BearerTokenCredentialPolicy(credential(), SCOPE))
                self._client = PipelineClient(self._address, policies=policies)
            return self._client


def _read(told: Any, features: Features) -> Prediction:
    [one] = told
    importance: dict[str, float] = {}
    if isinstance(one, dict):
        importance = {name: float(share) for name, share in (one.get("featureImportance") or {}).items()}
        one = one["probability"]
    if isinstance(one, bool) or not 0 <= float(one) <= 1 or not all(map(math.isfinite, importance.values())):
        raise ValueError
    values = features._asdict()
    factors = [
        Factor(camel(name), round(values[name], 2), round(100 * share, 1))
        for name, share in importance.items()
        if name in values
    ]
    factors.sort(key=lambda factor: -abs(factor.effect))
    return Prediction(round(100 * float(one), 2), tuple(factors), MODEL)
