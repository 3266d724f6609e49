import './on-build.mjs';
import { readFile, writeFile } from 'node:fs/promises';
const { guards } = await import('./matrix/mutants/guards.ts');
const { instrumented } = await import('./matrix/mutants/of-source.ts');
let last=0; let total=0;
for (const [file,{names,behind}] of Object.entries(guards)) {
  const {changes,text} = instrumented(await readFile(`./dist/src/${file}.js`,'utf8'),names,()=>++last);
  console.log(file, changes.length, behind.join()); total+=changes.length;
  await writeFile('/tmp/mut-'+file.replaceAll('/','-')+'.mjs', text);
  if (file==='access/guard') for (const c of changes) console.log(c.within, c.from.replace(/\s+/g,' '),'→',c.to.replace(/\s+/g,' '));
}
console.log(total);
