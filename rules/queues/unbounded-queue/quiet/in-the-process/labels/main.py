from collections import deque
from concurrent.futures import ThreadPoolExecutor

import requests
from flask import Flask

app = Flask(__name__)
pool = ThreadPoolExecutor(max_workers=4)
late = deque(maxlen=500)


def print_label(label):
    return requests.post("http://printer:8080/jobs", data=label, timeout=5).text


@app.post("/labels/<label>")
def labels(label):
    late.append(label)
    return pool.submit(print_label, label).result(timeout=5)
    return "accepted"


@app.get("/late")
def next_late():
    return late.popleft()


app.run(port=8080)
