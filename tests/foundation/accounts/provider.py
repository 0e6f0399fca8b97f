"""A real OpenID Connect provider for tests: authlib's server in Flask, on loopback, with a key made for the run.

It consents by itself, as an agents' provider does for somebody who is signed in there already.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import flask
from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import AuthorizationCodeMixin, ClientMixin, grants
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import UserInfo
from authlib.oidc.core.grants import OpenIDCode
from joserfc.jwk import RSAKey
from werkzeug.serving import make_server

CLIENT_ID, CLIENT_SECRET = "boucle", "a secret between the two"


class Client(ClientMixin):  # type: ignore[misc]  # authlib has no types
    """The platform, as the provider knows it."""

    client_id = CLIENT_ID
    id_token_signed_response_alg = "RS256"

    def get_client_id(self) -> str:
        return self.client_id

    def get_default_redirect_uri(self) -> str:
        raise NotImplementedError("The platform always says where to come back.")

    def get_allowed_scope(self, scope: str) -> str:
        return scope

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri.endswith("/account/oidc/sso/login/callback/")

    def check_client_secret(self, client_secret: str) -> bool:
        return client_secret == CLIENT_SECRET

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return method in {"client_secret_basic", "client_secret_post"}

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"


class Code(AuthorizationCodeMixin):  # type: ignore[misc]  # authlib has no types
    def __init__(self, payload: Any, person: dict[str, Any]) -> None:
        self.redirect_uri, self.scope, self.person = payload.redirect_uri, payload.scope, person
        self.nonce = payload.data.get("nonce")
        self.code_challenge = payload.data.get("code_challenge")
        self.code_challenge_method = payload.data.get("code_challenge_method")

    def get_redirect_uri(self) -> str:
        return str(self.redirect_uri)

    def get_scope(self) -> str:
        return str(self.scope)

    def get_nonce(self) -> Any:
        return self.nonce

    def get_auth_time(self) -> int:
        return int(time.time())

    def get_acr(self) -> None:
        return None

    def get_amr(self) -> None:
        return None


class Agency:
    """The provider: its address, its key, and the agent who is signed in there now."""

    def __init__(self) -> None:
        self.issuer = ""
        self.key = RSAKey.generate_key(2048, auto_kid=True)
        self.person: dict[str, Any] = {"sub": "agent-1", "name": "An agent"}
        self.codes: dict[str, Code] = {}
        self.people: dict[str, dict[str, Any]] = {}  # by access token
        self.app = flask.Flask("agency")
        self.server = AuthorizationServer(self.app, query_client=self.find_client, save_token=self.save_token)
        code_grant, open_id = grants_of(self)
        self.server.register_grant(code_grant, [open_id, CodeChallenge(required=True)])
        self.app.add_url_rule("/.well-known/openid-configuration", view_func=self.discovery)
        self.app.add_url_rule("/authorize", view_func=self.authorize)
        self.app.add_url_rule("/token", view_func=self.server.create_token_response, methods=["POST"])
        self.app.add_url_rule("/userinfo", view_func=self.userinfo)
        self.app.add_url_rule("/jwks", view_func=self.jwks)

    def find_client(self, client_id: str) -> Client | None:
        return Client() if client_id == CLIENT_ID else None

    def save_token(self, token: dict[str, Any], request: Any) -> None:
        self.people[token["access_token"]] = request.user.person

    def discovery(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/jwks",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
        }

    def authorize(self) -> Any:
        agent = SimpleNamespace(person=dict(self.person))
        grant = self.server.get_consent_grant(end_user=agent)
        return self.server.create_authorization_response(grant_user=agent, grant=grant)

    def userinfo(self) -> Any:
        token = flask.request.headers.get("Authorization", "").removeprefix("Bearer ")
        return self.people.get(token) or ("unknown token", 401)

    def jwks(self) -> dict[str, Any]:
        return {"keys": [self.key.as_dict(private=False)]}


def grants_of(agency: Agency) -> tuple[type, OpenIDCode]:
    """The authorization-code grant and its OpenID extension, with this agency's memory."""

    class CodeGrant(grants.AuthorizationCodeGrant):  # type: ignore[misc]  # authlib has no types
        TOKEN_ENDPOINT_AUTH_METHODS = ("client_secret_basic", "client_secret_post")

        def save_authorization_code(self, code: str, request: Any) -> None:
            agency.codes[code] = Code(request.payload, request.user.person)

        def query_authorization_code(self, code: str, client: Client) -> Code | None:
            return agency.codes.get(code)

        def delete_authorization_code(self, authorization_code: Code) -> None:
            agency.codes = {key: kept for key, kept in agency.codes.items() if kept is not authorization_code}

        def authenticate_user(self, authorization_code: Code) -> Any:
            return SimpleNamespace(person=authorization_code.person)

    class OpenID(OpenIDCode):  # type: ignore[misc]  # authlib has no types
        def exists_nonce(self, nonce: str, request: Any) -> bool:
            return any(code.nonce == nonce for code in agency.codes.values())

        def resolve_client_private_key(self, client: Client) -> RSAKey:
            return agency.key

        def get_client_claims(self, client: Client) -> dict[str, Any]:
            return {"iss": agency.issuer, "aud": [CLIENT_ID], "exp": int(time.time()) + 300, "iat": int(time.time())}

        def generate_user_info(self, user: Any, scope: str) -> UserInfo:
            return UserInfo(user.person)

    return CodeGrant, OpenID()


@contextmanager
def running() -> Iterator[Agency]:
    agency = Agency()
    server = make_server("127.0.0.1", 0, agency.app, threaded=True)
    agency.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield agency
    server.shutdown()
    thread.join()
    server.server_close()
