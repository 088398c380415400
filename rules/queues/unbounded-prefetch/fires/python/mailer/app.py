import pika

channel = pika.BlockingConnection(pika.ConnectionParameters("mq")).channel()
channel.basic_consume(queue="mails", on_message_callback=print)  # expect: unbounded-prefetch warning
channel.start_consuming()
