using RabbitMQ.Client;

var factory = new ConnectionFactory { HostName = "mq" };
using var connection = factory.CreateConnection();
using var channel = connection.CreateModel();
channel.BasicQos(0, 20, false);
channel.BasicConsume("mails", false, new Mailer(channel));
