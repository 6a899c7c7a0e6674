import { judgeVersion } from './version';

const offered = [
  { clusterVersion: '1.36', versionStatus: 'STANDARD_SUPPORT' as const },
  {
    clusterVersion: '1.33',
    versionStatus: 'EXTENDED_SUPPORT' as const,
    endOfStandardSupportDate: new Date('2026-07-29T00:00:00Z'),
  },
];

it.each<[string, 'STANDARD' | 'EXTENDED', RegExp]>([
  ['1.10', 'STANDARD', /error .*offer Kubernetes 1\.10.*offers 1\.36, 1\.33/],
  ['1.33', 'STANDARD', /warning .*ended on 2026-07-29.*may upgrade/],
  ['1.33', 'EXTENDED', /warning .*costs more/],
  ['1.36', 'STANDARD', /^$/],
])('Kubernetes %s with support type %s', (version, supportType, text) => {
  const findings = judgeVersion(version, supportType, offered, 'eu-central-1');
  expect(
    findings.map(({ severity, reason }) => `${severity} ${reason}`).join('\n'),
  ).toMatch(text);
});
