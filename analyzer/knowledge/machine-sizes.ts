/** CPUs and bytes of memory of a machine. What its system takes of them is still in it. */
export interface MachineSize {
  readonly cpu: number;
  readonly memory: number;
}

const GIB = 2 ** 30;

/** GiB for each CPU, by family: https://aws.amazon.com/ec2/instance-types/ (generations from the fifth on). */
const AWS_FAMILIES: Readonly<Record<string, number>> = { c: 2, m: 4, r: 8 };
/** CPUs and GiB of those that may burst: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/burstable-performance-instances.html */
const AWS_BURST: Readonly<Record<string, readonly [number, number]>> = { nano: [2, 0.5], micro: [2, 1], small: [2, 2], medium: [2, 4], large: [2, 8], xlarge: [4, 16], '2xlarge': [8, 32] };
/** https://cloud.google.com/compute/docs/general-purpose-machines */
const GOOGLE_BURST: Readonly<Record<string, readonly [number, number]>> = { 'e2-micro': [2, 1], 'e2-small': [2, 2], 'e2-medium': [2, 4] };
const GOOGLE_FAMILIES: Readonly<Record<string, number>> = { standard: 4, highmem: 8 };
/** From the third version on: https://learn.microsoft.com/azure/virtual-machines/sizes/overview */
const AZURE_FAMILIES: Readonly<Record<string, number>> = { D: 4, E: 8 };
const AZURE_BURST: Readonly<Record<string, readonly [number, number]>> = { b2s: [2, 4], b2ms: [2, 8], b4ms: [4, 16], b8ms: [8, 32] };

/** What the name of a machine's type says that it has; undefined for types whose names do not. */
export function machineSize(type: string): MachineSize | undefined {
  const found = aws(type) ?? google(type) ?? azure(type);
  return found && { cpu: found[0], memory: found[1] * GIB };
}

function aws(type: string): readonly [number, number] | undefined {
  const [, family, generation, name] = /^([a-z]+)(\d+)[a-z-]*\.(\w+)$/.exec(type) ?? [];
  if (family === undefined || name === undefined) return undefined;
  if (family === 't') return Number(generation) >= 3 && Object.hasOwn(AWS_BURST, name) ? AWS_BURST[name] : undefined;
  const each = Number(generation) >= 5 && Object.hasOwn(AWS_FAMILIES, family) ? AWS_FAMILIES[family] : undefined;
  const cpu = name === 'large' ? 2 : name === 'xlarge' ? 4 : 4 * Number(/^(\d+)xlarge$/.exec(name)?.[1]);
  return each === undefined || !(cpu > 0) ? undefined : [cpu, cpu * each];
}

function google(type: string): readonly [number, number] | undefined {
  if (Object.hasOwn(GOOGLE_BURST, type)) return GOOGLE_BURST[type];
  const [, family, cpu] = /^(?:e2|n2d?|n4|c3|c3d|c4|t2d|t2a)-(standard|highmem)-(\d+)$/.exec(type) ?? [];
  return family === undefined ? undefined : [Number(cpu), Number(cpu) * GOOGLE_FAMILIES[family]!];
}

function azure(type: string): readonly [number, number] | undefined {
  const burst = /^Standard_(B\d+m?s)$/i.exec(type)?.[1]?.toLowerCase();
  if (burst !== undefined) return Object.hasOwn(AZURE_BURST, burst) ? AZURE_BURST[burst] : undefined;
  const [, family, cpu, version] = /^Standard_([DE])(\d+)[a-z]*_v(\d+)$/i.exec(type) ?? [];
  return family === undefined || Number(version) < 3 ? undefined : [Number(cpu), Number(cpu) * AZURE_FAMILIES[family.toUpperCase()]!];
}
