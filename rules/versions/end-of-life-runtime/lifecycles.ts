/** When AWS Lambda stops supporting a runtime, lets nobody create, and nobody update a function with it. https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html */
export interface RuntimeEnd {
  readonly deprecated: string;
  readonly noCreate?: string;
  readonly noUpdate?: string;
  readonly successor?: string;
}

const end = (deprecated: string, noCreate?: string, noUpdate?: string, successor?: string): RuntimeEnd => ({ deprecated, ...(noCreate ? { noCreate } : {}), ...(noUpdate ? { noUpdate } : {}), ...(successor ? { successor } : {}) });
const [NODE, PYTHON, DOTNET, JAVA, RUBY, OWN] = ['nodejs24.x', 'python3.14', 'dotnet10', 'java25', 'ruby4.0', 'provided.al2023'];

export const runtimes: Readonly<Record<string, RuntimeEnd>> = {
  nodejs: end('2016-08-30', '2016-09-30', '2016-10-31', NODE), 'nodejs4.3': end('2020-03-05', '2020-02-03', '2020-03-05', NODE), 'nodejs4.3-edge': end('2020-03-05', '2019-03-31', '2019-04-30', NODE),
  'nodejs6.10': end('2019-08-12', '2019-07-12', '2019-08-12', NODE), 'nodejs8.10': end('2020-03-06', '2020-02-04', '2020-03-06', NODE), 'nodejs10.x': end('2021-07-30', '2021-07-30', '2022-02-14', NODE),
  'nodejs12.x': end('2023-03-31', '2023-03-31', '2023-04-30', NODE), 'nodejs14.x': end('2023-12-04', '2024-01-09', '2027-03-03', NODE), 'nodejs16.x': end('2024-06-12', '2027-02-01', '2027-03-03', NODE),
  'nodejs18.x': end('2025-09-01', '2027-02-01', '2027-03-03', NODE), 'nodejs20.x': end('2026-04-30', '2027-02-01', '2027-03-03', NODE), 'nodejs22.x': end('2027-04-30', '2027-06-01', '2027-07-01', NODE),
  'python2.7': end('2021-07-15', '2021-07-15', '2022-05-30', PYTHON), 'python3.6': end('2022-07-18', '2022-07-18', '2022-08-29', PYTHON), 'python3.7': end('2023-12-04', '2024-01-09', '2027-03-03', PYTHON),
  'python3.8': end('2024-10-14', '2027-02-01', '2027-03-03', PYTHON), 'python3.9': end('2025-12-15', '2027-02-01', '2027-03-03', PYTHON), 'python3.10': end('2026-10-31', '2027-02-01', '2027-03-03', PYTHON),
  'python3.11': end('2027-06-30', '2027-07-31', '2027-08-31', PYTHON),
  'dotnetcore1.0': end('2019-06-27', '2019-06-30', '2019-07-30', DOTNET), 'dotnetcore2.0': end('2019-05-30', '2019-04-30', '2019-05-30', DOTNET), 'dotnetcore2.1': end('2022-01-05', '2022-01-05', '2022-04-13', DOTNET),
  'dotnetcore3.1': end('2023-04-03', '2023-04-03', '2023-05-03', DOTNET), 'dotnet5.0': end('2022-05-10', '2022-05-10', '2022-06-10', DOTNET), dotnet6: end('2024-12-20', '2027-02-01', '2027-03-03', DOTNET), dotnet7: end('2024-05-14', '2024-05-14', '2024-06-14', DOTNET),
  dotnet8: end('2026-11-10', '2027-02-01', '2027-03-03', DOTNET), dotnet9: end('2026-11-10', undefined, undefined, DOTNET),
  java8: end('2024-01-08', '2024-02-08', '2027-03-03', JAVA), 'java8.al2': end('2027-06-30', '2027-07-31', '2027-08-31', JAVA), java11: end('2027-06-30', '2027-07-31', '2027-08-31', JAVA), java17: end('2027-06-30', '2027-07-31', '2027-08-31', JAVA),
  'ruby2.5': end('2021-07-30', '2021-07-30', '2022-03-31', RUBY), 'ruby2.7': end('2023-12-07', '2024-01-09', '2027-03-03', RUBY), 'ruby3.2': end('2026-03-31', '2027-02-01', '2027-03-03', RUBY), 'ruby3.3': end('2027-03-31', '2027-04-30', '2027-05-31', RUBY),
  'go1.x': end('2024-01-08', '2024-02-08', '2027-03-03', OWN), provided: end('2024-01-08', '2024-02-08', '2027-03-03', OWN), 'provided.al2': end('2026-07-31', '2027-02-01', '2027-03-03', OWN),
};

/**
 * The last minor version of each major of RDS that no new instance can be made with; `all`: none of them can.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/MySQL.Concepts.VersionMgmt.html and
 * https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html, September 2026
 */
const engines: Readonly<Record<string, Readonly<Record<string, number | 'all'>>>> = {
  mysql: { '5.5': 'all', '5.6': 'all', '5.7': 'all', '8.0': 41, '8.4': 4 },
  postgres: { '9': 'all', '10': 'all', '11': 'all', '12': 21, '13': 22, '14': 17, '15': 12, '16': 8, '17': 4 },
  'aurora-postgresql': { '9': 'all', '10': 'all', '11': 'all', '12': 20, '13': 22, '14': 15, '15': 8, '16': 6 },
  'aurora-mysql': { '5.7': 'all' },
};

/** Long-term versions of Aurora, and what extended support still offers, stay when their neighbours go. */
const STAYS: Readonly<Record<string, RegExp>> = { 'aurora-postgresql': /^(?:11\.9|12\.9|13\.9|14\.6|11\.21)$|-limitless$/, 'aurora-mysql': /mysql_aurora\.(?:2\.11\.6|2\.12\.|3\.04\.)/, mysql: /-rds\./, postgres: /-rds\./ };
/** Aurora counts its own minors: 8.0.mysql_aurora.3.05.2. https://docs.aws.amazon.com/AmazonRDS/latest/AuroraMySQLReleaseNotes/AuroraMySQL.release-calendars.html */
const AURORA_3 = /^8\.0\.mysql_aurora\.3\.(\d{2})/;
const LAST_AURORA_3 = 7;

/** Whether a new database can no longer be made with this version; a major alone takes its newest minor. */
export function isEngineEnded(engine: string, version: string): boolean {
  const majors = Object.hasOwn(engines, engine) ? engines[engine]! : {};
  const major = Object.keys(majors).find((one) => version === one || version.startsWith(`${one}.`));
  if (Object.hasOwn(STAYS, engine) && STAYS[engine]!.test(version)) return false;
  const aurora = engine === 'aurora-mysql' ? AURORA_3.exec(version) : null;
  if (aurora) return Number(aurora[1]) <= LAST_AURORA_3;
  if (major === undefined) return false;
  const last = majors[major]!;
  if (last === 'all') return true;
  const minor = Number(/^\d+/.exec(version.slice(major.length + 1))?.[0] ?? Number.NaN);
  return minor <= last;
}

/** Services of CloudFormation types that are shut down, or will be. https://docs.aws.amazon.com/general/latest/gr/full_shutdown_services.html */
export const shutDown: ReadonlySet<string> = new Set([
  'OpsWorks', 'CodeStar', 'NimbleStudio', 'IoTAnalytics', 'IoTEvents', 'Evidently', 'IoTThingsGraph', 'QLDB',
]);
export const sunset: ReadonlySet<string> = new Set([
  'Inspector', 'Greengrass', 'FraudDetector', 'AppMesh', 'WAF', 'WAFRegional', 'Pinpoint', 'SimSpaceWeaver', 'Proton', 'MediaStore', 'FinSpace',
]);

/** https://aws.amazon.com/ec2/previous-generation/ */
export const PREVIOUS_GENERATION = /(?:^|\.)(?:[cmr][1-3]|cc2|cg1|cr1|g2|hi1|hs1|i2|t1)(?:$|\.)/;
