/** Terraform resources of one type: label -> body, on one line. `;` ends an argument. */
export const hcl = (type: string, bodies: Readonly<Record<string, string>>): string =>
  Object.entries(bodies).map(([label, body]) => `resource "${type}" "${label}" {\n${body.replaceAll('; ', '\n').replaceAll('{ ', '{\n').replaceAll(' }', '\n}')}\n}\n`).join('');

export const terraform = (...texts: readonly string[]): Record<string, string> => ({ 'main.tf': texts.join('') });

export type CloudFormation = Readonly<Record<string, readonly [type: string, properties?: object, more?: object]>>;

/** A CloudFormation template: logical id -> type, properties, and what stands beside them. */
export const cloudFormation = (resources: CloudFormation, more: object = {}): Record<string, string> => ({
  'template.json': JSON.stringify({ AWSTemplateFormatVersion: '2010-09-09', ...more, Resources: Object.fromEntries(Object.entries(resources).map(([id, [Type, Properties, beside]]) => [id, { Type, ...(Properties ? { Properties } : {}), ...beside }])) }, null, 1),
});
