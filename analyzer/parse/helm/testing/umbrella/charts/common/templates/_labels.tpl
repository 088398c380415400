{{- define "common.labels" -}}
chart: {{ .Chart.Name }}
{{- range $key, $value := (.Values.global).labels }}
{{ $key }}: {{ $value | quote }}
{{- end }}
{{- end }}
