import os

from flask import Flask

try:
    RATES_URL = os.environ["RATES_URL"]
except KeyError:
    RATES_URL = "http://rates"

if os.environ.get("TRACING"):
    TRACING_URL = os.environ["TRACING_URL"]

os.environ["QUOTES_HOME"] = "/srv"
HOME = os.environ["QUOTES_HOME"]

app = Flask(__name__)


@app.route("/quotes")
def quotes():
    return os.environ["QUOTES_REGION"]


app.run(port=8080)
