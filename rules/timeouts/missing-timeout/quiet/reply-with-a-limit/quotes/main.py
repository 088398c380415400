from celery import Celery
from flask import Flask

app = Flask(__name__)
tasks = Celery("quotes", broker="amqp://mq:5672")


@tasks.task
def quote(item):
    return len(item)


@app.route("/quotes/<item>")
def quotes(item):
    return str(quote.delay(item).get(timeout=2))


app.run(port=8080)
