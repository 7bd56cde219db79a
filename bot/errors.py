"""What can go wrong in ways that a caller must know of."""


class SammenError(Exception):
    """Something that Sammen expected could happen."""


class DeliveryFailed(SammenError):
    """A message was not taken. A permanent failure is not tried again."""

    def __init__(
        self,
        reason: str,
        *,
        permanent: bool,
        retry_after: float | None = None,
        perhaps_sent: bool = False,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.permanent = permanent
        self.retry_after = retry_after  # seconds
        self.perhaps_sent = perhaps_sent  # the server's answer was lost, not surely the message


class Unreachable(DeliveryFailed):
    """The server takes nothing from anybody just now. The message has done nothing wrong."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason, permanent=False)
