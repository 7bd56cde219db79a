"""Sockets that wait for callers."""

import socket


class PortTaken(OSError):
    """Somebody else listens there."""

    def __init__(self, host: str, port: int, refusal: OSError) -> None:
        super().__init__(f"Port {port} on {host} is not free: {refusal}")


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 is any free one."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(128)
    except OSError as refusal:
        listener.close()
        raise PortTaken(host, port, refusal) from refusal
    return listener


def listen_all(*places: tuple[str, int]) -> list[socket.socket]:
    """A listening socket at each place, or none at all."""
    listeners: list[socket.socket] = []
    try:
        listeners.extend(listen(host, port) for host, port in places)
    except PortTaken:
        for listener in listeners:
            listener.close()
        raise
    return listeners
