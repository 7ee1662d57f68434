"""Take dossiers from the counter to the citizen, knowing nothing of motcua but its contract (docs/api.md). Standard library only.

motcua people --json --tokens > people.json && python samples/client.py http://127.0.0.1:8000 people.json 150 [COUNTER]
"""

import json
import sys
import urllib.request
import uuid
from concurrent.futures import ThreadPoolExecutor

APPLICANT = {"kind": "person", "name": "Nguyễn Thị Bé", "id_number": "075190001234", "birth_on": "1990-02-03", "phone": "0901234567"}


class Client:
    def __init__(self, base, people, counter):
        self.base, self.people = base.rstrip("/") + "/api/v1/", people
        self.counter = next(p for p in people if p["agency"] == counter and "counter" in p["roles"])

    def call(self, person, path, body=None):
        headers = {"Authorization": f"Bearer {person['token']}", "Content-Type": "application/json", "Idempotency-Key": str(uuid.uuid4())}
        data = None if body is None else json.dumps(body).encode()
        with urllib.request.urlopen(urllib.request.Request(self.base + path, data, headers), timeout=120) as answer:  # noqa: S310 our own address
            return json.load(answer)

    def procedures(self, cursor=""):
        """What the counter accepts; first those that pass commune, district and department."""
        page = self.call(self.counter, f"procedures?agency={self.counter['agency']}&limit=200&cursor={cursor}")
        found = page["items"] + (self.procedures(page["next"]) if page["next"] else [])
        return sorted(found, key=lambda p: -len({s["place"] for s in p["steps"]} & {"commune", "district", "department"}))

    def step(self, seen):
        """Do what the process expects, by the first person of the right agency who may; the dossier afterwards."""
        agency = (seen["in_transit_to"] or seen["holder"])["agency"]
        staff = [p for p in self.people if p["agency"] == agency]
        for person in sorted(staff, key=lambda p: (p["username"] != seen["holder"]["officer"], seen["step"]["role"] not in p["roles"])):
            mine = self.call(person, f"dossiers/{seen['code']}")
            for act in mine["acts"]:
                if act["act"] == mine["expected_act"] and act["allowed"]:
                    fields = {name: act["fields"]["properties"][name]["examples"][0] for name in act["fields"]["required"]}
                    return self.call(person, f"dossiers/{seen['code']}/acts/{act['act']}", {"expected_seq": mine["seq"], **fields})
        raise RuntimeError(f"{seen['procedure']} {seen['code']}: nobody of {agency} may {seen['expected_act']}")

    def journey(self, procedure):
        papers = [{"key": p["key"], "originals": max(1, p["originals"])} for p in procedure["papers"] if p["required"]]
        dossier, acts = self.call(self.counter, "dossiers", {"procedure": procedure["code"], "applicant": APPLICANT, "papers": papers}), 0
        while dossier["expected_act"] and acts < 60:
            dossier, acts = self.step(dossier), acts + 1
        return procedure["code"], dossier["code"], dossier["state"], acts


if __name__ == "__main__":
    with open(sys.argv[2], encoding="utf-8") as file:
        client = Client(sys.argv[1], json.load(file), sys.argv[4] if len(sys.argv) > 4 else "000.01.25.H19")
    with ThreadPoolExecutor(4) as threads:
        for line in threads.map(client.journey, client.procedures()[: int(sys.argv[3])]):
            print(*line, flush=True)
