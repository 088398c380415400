{{/* A comment. */}}
{{- define "language.name" -}}
{{ .Chart.Name }}-{{ .Release.Name | trunc 5 | trimSuffix "-" }}
{{- end -}}
{{- define "language.labels" }}
app: {{ include "language.name" . }}
chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | quote }}
{{- end }}
{{- define "language.countdown" -}}
{{- if gt (int .) 0 }}{{ . }} {{ include "language.countdown" (sub . 1) }}{{ else }}lift-off{{ end }}
{{- end }}
