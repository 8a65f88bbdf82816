import { builtinModules } from 'node:module';
import path from 'node:path';
import { build as vite } from 'vite';
const root='/work/main';
const external = ['electron','@photostructure/sqlite',...builtinModules,...builtinModules.map((n)=>`node:${n}`)];
for (const [name,input] of [['cli','server/cli.ts'],['worker','server/worker/main.ts']])
await vite({ configFile:false, root, logLevel:'warn', plugins:[{name:'stub',enforce:'pre',resolveId(s){ if(s.endsWith('/sandbox/index.ts')) return '\0stub'; },load(id){ if(id==='\0stub') return 'export const startSandbox=async()=>{throw new Error("no sandbox")}'; }}],
 build:{outDir:'dist/main',emptyOutDir:false,target:'node20',minify:false,sourcemap:true,ssr:true,rolldownOptions:{input:{[name]:path.join(root,input)},external,output:{format:'es',entryFileNames:'[name].js',codeSplitting:false}}}, ssr:{noExternal:true,external:['electron','@photostructure/sqlite']}});
