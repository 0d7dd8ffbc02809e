"""Absolute addresses, for what leaves the screen: a printed receipt is relative to nothing."""

from fastapi import Request

from api.problems import Problem
from service.service import Service
from service.settings import is_web_address


def base_of(request: Request, service: Service) -> str:
    """Where residents reach this service: `BIHUAN_PUBLIC_URL`, else where this request came in.

    Raises `Problem` malformed-request where the latter is wanted and the `Host` header names no
    host: it would be printed as it is.
    """
    base = service.settings.public_url or str(request.base_url).rstrip("/")
    if not is_web_address(base):
        fault = {"pointer": "", "in": "header", "reason": "host_expected"}
        raise Problem("malformed-request", errors=[fault])
    return base


def status_url(base: str, token: str) -> str:
    """The status page of *token*."""
    return f"{base}/follow/{token}"


def meetings_url(base: str, token: str) -> str:
    """Where a calendar app finds the meetings of *token*."""
    return f"{base}/v1/meeting-feeds/{token}/meetings.ics"


def receipt_url(base: str, token: str) -> str:
    """Its receipt."""
    return f"{status_url(base, token)}/receipt"
