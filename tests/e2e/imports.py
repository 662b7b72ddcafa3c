"""What tests of imports and reviews do again and again: upload a shop folder, run it, wait for its end."""
import pathlib
import time
import urllib.parse

AS_OF = "2026-05-10T12:00"


def file_url(person, import_id, name):
    return person.url("imports", import_id, "files") + "?name=" + urllib.parse.quote(name, safe="")


def make(person):
    made = person.post(person.url("imports"))
    assert made.status == 201, made
    return made.json["id"]


def upload(person, import_id, folder):
    """Every file of the folder, under its name below it."""
    folder = pathlib.Path(folder)
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        name = path.relative_to(folder).as_posix()
        answer = person.request("POST", file_url(person, import_id, name), raw=path.read_bytes())
        assert answer.status == 201, (name, answer)


def show(person, import_id):
    answer = person.get(person.url("imports", import_id))
    assert answer.status == 200, answer
    return answer.json


def wait(person, import_id, states=("done", "stopped", "failed"), seconds=120):
    end = time.monotonic() + seconds
    while (found := show(person, import_id))["state"] not in states:
        assert time.monotonic() < end, found
        time.sleep(0.05)
    return found


def run(person, import_id, as_of=AS_OF):
    answer = person.post(person.url("imports", import_id, "run"), {"as_of": as_of + ":00+08:00"} if as_of else {})
    assert answer.status == 202, answer
    return wait(person, import_id)


def bring(person, folder, as_of=AS_OF):
    """A whole folder, judged."""
    import_id = make(person)
    upload(person, import_id, folder)
    return run(person, import_id, as_of)


def reviews(person, query=""):
    answer = person.get(person.url("reviews") + query)
    assert answer.status == 200, answer
    return answer.json
