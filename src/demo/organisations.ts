/** An organisation of the demo city. */
export interface DemoOrganisation {
  readonly code: string;
  readonly kind: 'center' | 'bureau' | 'station' | 'bank' | 'outlet' | 'organ';
  readonly parent: string | null;
  readonly zh: string;
  readonly en: string;
  readonly district: string | null;
  readonly level: 'county' | 'city' | null;
  /** No number that anybody has: in China none begins with a 0 after its area code. */
  readonly phone?: string;
}

const districts: readonly (readonly [code: string, zh: string, en: string])[] = [
  ['xiufeng', '秀峰', 'Xiufeng'],
  ['diecai', '叠彩', 'Diecai'],
  ['xiangshan', '象山', 'Xiangshan'],
  ['qixing', '七星', 'Qixing'],
  ['yanshan', '雁山', 'Yanshan'],
  ['lingui', '临桂', 'Lingui'],
];

// Heavenly stems and earthly branches: plainly no real banks.
const bankNames = [...'甲乙丙丁戊己庚辛壬癸子丑寅卯'];

/** Eleven banks with three outlets and three with two: 14 banks, 39 outlets. */
function outletsOf(bank: number): readonly number[] {
  const count = bank < 11 ? 3 : 2;
  return Array.from({ length: count }, (_, i) => (bank + 2 * i) % districts.length);
}

function city(): DemoOrganisation[] {
  const bureau = { kind: 'bureau', parent: null, zh: '桂林市公安局', en: 'Guilin Public Security Bureau' } as const;
  const center = { kind: 'center', zh: '桂林市反诈中心', en: 'Guilin Anti-Fraud Center' } as const;
  return [
    { code: 'guilin-bureau', ...bureau, district: null, level: 'city' },
    { code: 'center', ...center, parent: 'guilin-bureau', district: null, level: 'city', phone: '0773-0000096' },
  ];
}

function police(): DemoOrganisation[] {
  return districts.flatMap(([code, zh, en], i): DemoOrganisation[] => [
    {
      code: `${code}-bureau`,
      kind: 'bureau',
      parent: 'guilin-bureau',
      zh: `桂林市公安局${zh}分局`,
      en: `${en} Sub-bureau`,
      district: code,
      level: 'county',
    },
    {
      code,
      kind: 'station',
      parent: `${code}-bureau`,
      zh: `${zh}派出所`,
      en: `${en} Police Station`,
      district: code,
      level: null,
      phone: `0773-000011${i}`,
    },
  ]);
}

function banks(): DemoOrganisation[] {
  return bankNames.flatMap((name, i): DemoOrganisation[] => {
    const letter = String.fromCharCode(97 + i);
    const bank = { code: `bank-${letter}`, zh: `${name}银行`, en: `Bank ${letter.toUpperCase()}` };
    const outlets = outletsOf(i).flatMap((place): DemoOrganisation[] => {
      const [code, zh, en] = districts[place] ?? [];
      if (code === undefined) return [];
      const names = { zh: `${bank.zh}${zh}支行`, en: `${bank.en}, ${en} Outlet` };
      return [
        { code: `${bank.code}-${code}`, kind: 'outlet', parent: bank.code, ...names, district: code, level: null },
      ];
    });
    return [{ ...bank, kind: 'bank', parent: null, district: null, level: null }, ...outlets];
  });
}

/** Police of other places, with whom cases of the demo have to do. */
function elsewhere(): DemoOrganisation[] {
  const organ = { kind: 'organ', parent: null, district: null, level: null } as const;
  return [
    {
      code: 'organ-nanjing-xuanwu',
      ...organ,
      zh: '南京市公安局玄武分局',
      en: 'Nanjing Public Security Bureau, Xuanwu Sub-bureau',
      phone: '025-00000110',
    },
    {
      code: 'organ-harbin-daoli',
      ...organ,
      zh: '哈尔滨市公安局道里分局',
      en: 'Harbin Public Security Bureau, Daoli Sub-bureau',
      phone: '0451-00000110',
    },
  ];
}

/**
 * The city of the demo, those above before those below: its center, seven bureaus, six stations, 14 banks, 39 outlets; and
 * two organs of other cities.
 */
export const demoOrganisations: readonly DemoOrganisation[] = [...city(), ...police(), ...banks(), ...elsewhere()];

/** Which station is first sent to which outlet: the one of its district, whose code is the district's. */
export const demoCoverage: readonly { readonly outlet: string; readonly station: string }[] = demoOrganisations.flatMap(
  ({ code, kind, district }) => (kind === 'outlet' && district !== null ? [{ outlet: code, station: district }] : []),
);
