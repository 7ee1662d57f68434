"""Take dossiers from the counter to the citizen, knowing nothing of motcua but its contract (docs/api.md). Standard library only.

    motcua people --json --tokens > people.json && python samples/client.py http://127.0.0.1:8000 people.json 150
"""

import json
import sys
import urllib.error
import urllib.request
import uuid

APPLICANT = {"kind": "person", "name": "Nguyễn Thị Bé", "id_number": "075190001234", "birth_on": "1990-02-03", "phone": "0901234567",
             "email": "", "address": "12 Nguyễn Ái Quốc", "ward_code": "25993"}  # fmt: skip


class Client:
    def __init__(self, base, people):
        self.base, self.by_agency = base.rstrip("/") + "/api/v1/", {}
        for person in people:
            self.by_agency.setdefault(person["agency"], []).append(person)

    def call(self, token, path, body=None):
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json", "Idempotency-Key": str(uuid.uuid4())}
        data = None if body is None else json.dumps(body).encode()
        with urllib.request.urlopen(urllib.request.Request(self.base + path, data, headers), timeout=60) as answer:  # noqa: S310
            return json.load(answer)

    def procedures(self, token):
        cursor = ""
        while cursor is not None:
            page = self.call(token, f"procedures?agency={self.counter['agency']}&limit=200&cursor={cursor}")
            yield from page["items"]
            cursor = page["next"]

    def accept(self, code):
        procedure = self.call(self.counter["token"], f"procedures/{code}")
        papers = [{"key": p["key"], "originals": max(1, p["originals"]), "copies": p["copies"], "file": None} for p in procedure["papers"] if p["required"]]
        return self.call(self.counter["token"], "dossiers", {"procedure": code, "case": None, "applicant": APPLICANT, "papers": papers})

    def step(self, code):
        """Do what the process expects, by the first colleague who may; the dossier afterwards."""
        seen = self.call(self.counter["token"], f"dossiers/{code}")
        agency = (seen["in_transit_to"] or seen["holder"])["agency"]
        for person in self.by_agency[agency]:
            mine = self.call(person["token"], f"dossiers/{code}")
            act = next((a for a in mine["acts"] if a["act"] == mine["expected_act"] and a["allowed"]), None)
            if act:
                fields = {name: act["fields"]["properties"][name]["examples"][0] for name in act["fields"]["required"]}
                return self.call(person["token"], f"dossiers/{code}/acts/{act['act']}", {"expected_seq": mine["seq"], **fields})
        raise SystemExit(f"{code}: nobody in {agency} may {seen['expected_act']}")

    def finish(self, code):
        for count in range(1, 61):
            dossier = self.step(code)
            if dossier["expected_act"] is None:
                return dossier["state"], count
        raise SystemExit(f"{code}: not ended after 60 acts")

    def run(self, counter, most):
        self.counter = next(p for p in self.by_agency[counter] if "counter" in p["roles"])
        codes = [p["code"] for p in self.procedures(self.counter["token"])][:most]
        for code in codes:
            made = self.accept(code)
            state, acts = self.finish(made["code"])
            print(code, made["code"], state, acts, flush=True)
        return len(codes)


if __name__ == "__main__":
    with open(sys.argv[2], encoding="utf-8") as file:
        client = Client(sys.argv[1], json.load(file))
    print(client.run(sys.argv[4] if len(sys.argv) > 4 else "000.01.25.H19", int(sys.argv[3])), "procedures done")
