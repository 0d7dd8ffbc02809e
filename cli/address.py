"""Where the service answers, as people write it."""


def web_address(host: str, port: int) -> str:
    """The base of every address; an IPv6 host stands in brackets."""
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
