import os

from dotenv import load_dotenv
from flask import Flask

load_dotenv()
RATES_URL = os.environ["RATES_URL"]

app = Flask(__name__)


@app.route("/quotes")
def quotes():
    return RATES_URL


app.run(port=8080)
