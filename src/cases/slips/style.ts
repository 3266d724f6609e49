import { createHash } from 'node:crypto';

/** How slips and the sheets beside them look on the screen and on A4 paper. No font, image or script is loaded. */
export const style = `
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; background: #e9ecef; color: #111; font: 10.5pt/1.4 "Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC",
  "Microsoft YaHei", "PingFang SC", sans-serif; }
main { position: relative; width: 210mm; max-width: 100%; min-height: 297mm; margin: 8mm auto; padding: 14mm 16mm;
  background: #fff; overflow: hidden; }
[lang=en] { color: #444; font-size: 8.5pt; line-height: 1.3; font-family: "Noto Sans", Arial, sans-serif; display: block; }
header { display: flex; justify-content: space-between; align-items: flex-start; gap: 8mm; border-bottom: .6mm solid #111;
  padding-bottom: 3mm; }
h1 { margin: 0; font-size: 20pt; line-height: 1.25; }
h1 [lang=en] { font-size: 11pt; font-weight: 400; }
.number { text-align: right; white-space: nowrap; margin: 0; }
.number b { display: block; font: 700 16pt/1.2 "Noto Sans Mono", Consolas, monospace; letter-spacing: .04em; }
h2 { margin: 3mm 0 .8mm; font-size: 12pt; break-after: avoid; }
h2 [lang=en], th [lang=en], td [lang=en], ul [lang=en], footer [lang=en] { display: inline; font-weight: 400; }
td .long { display: block; }
p { margin: 2mm 0; }
table { width: 100%; border-collapse: collapse; }
th, td { border: .2mm solid #777; padding: .9mm 2.5mm; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th { width: 54mm; font-weight: 400; background: #f4f5f6; }
tr { break-inside: avoid; }
ol, ul { margin: 0; padding-left: 6mm; }
li { margin: .6mm 0; break-inside: avoid; }
.call td b { font-size: 14pt; }
.sums th { width: auto; }
.sums thead th, .sums tfoot th { background: #e6e9ec; }
.sums .sum { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.sums .sum [lang=en] { display: block; }
.sums p { margin: 0; }
.sums .who { white-space: nowrap; }
.sign { display: flex; gap: 6mm; margin-top: 4mm; break-inside: avoid; }
.sign div { flex: 1; border-bottom: .3mm solid #111; height: 12mm; }
footer { margin-top: 3mm; color: #444; font-size: 8.5pt; }
.drill { border: .6mm solid #b00020; color: #b00020; padding: 1.5mm 3mm; font-weight: 700; }
.drill [lang=en] { color: #b00020; }
.watermark { position: absolute; inset: 0; display: flex; flex-direction: column; justify-content: space-around;
  align-items: center; pointer-events: none; z-index: 1; overflow: hidden; }
.watermark span { font-size: 96pt; font-weight: 700; color: #b00020; opacity: .13; transform: rotate(-28deg); letter-spacing: .1em; white-space: nowrap; }
@page { size: A4; margin: 0; }
@media print {
  body { background: none; }
  .watermark { position: fixed; }
  main { width: auto; margin: 0; min-height: 0; padding: 9mm 16mm; box-decoration-break: clone; -webkit-box-decoration-break: clone;
    print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;

/** What the page may do: show itself with this one style sheet, and nothing else. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
