"""A browser without a window: one cookie, one address, connections kept open."""

import http.client
from collections.abc import Generator, Mapping

from tests.faults import form
from tests.faults.reporters import CLIENT_SECONDS, Answer

FORM = "/report/"


class Browser:
    """Walks the form of one web process."""

    def __init__(self, port: int) -> None:
        self.port, self.cookie = port, ""
        self._line = http.client.HTTPConnection("127.0.0.1", port, timeout=CLIENT_SECONDS)

    def ask(self, fields: form.Fields, path: str = FORM) -> Answer:
        headers = {"Cookie": self.cookie} if self.cookie else {}
        body = None
        if fields is not None:
            headers["Content-Type"], body = "application/x-www-form-urlencoded", form.encoded(fields)
        self._line.request("GET" if fields is None else "POST", path, body, headers)
        answer = self._line.getresponse()
        cookie = answer.getheader("Set-Cookie", "")
        self.cookie = cookie.partition(";")[0].strip() or self.cookie
        return Answer(answer.status, answer.read())

    def follow(self, steps: Generator[form.Fields, str, str]) -> str:
        """Do what each step says; answers the last page."""
        page = ""
        fields = next(steps)
        while True:
            answer = self.ask(fields)
            assert answer.status in (200, 302), (answer.status, fields, answer.body[-3000:])
            page = answer.body.decode()
            try:
                fields = steps.send(page)
            except StopIteration as end:
                return str(end.value)

    def until_check(self, answers: Mapping[str, Mapping[str, str]] = form.ANSWERS) -> str:
        """Walk to the last page before sending; answers it."""
        steps = form.walk(answers)
        fields, page = next(steps), ""
        while fields is None or fields["do"] != "send":
            page = self.ask(fields).body.decode()
            fields = steps.send(page)
        return page
