/** Light and dark, in the colours of the web chat; no image, no font, nothing from elsewhere. A page around it chooses by `data-scheme`. */
export const pageStyle = `
:root { color-scheme: light dark; --page: light-dark(#f5f6f9, #101318); --card: light-dark(#fff, #191d24); --line: light-dark(#e2e6ee, #2c333f); --text: light-dark(#1b2130, #e7eaf0); --soft: light-dark(#59637a, #9ba6b8); --brand: light-dark(#3159c4, #8fb0ff); --on-brand: light-dark(#fff, #0e1730); --good: light-dark(#0b6b3a, #7fdca4); --good-page: light-dark(#e7f5ec, #12301f); --bad: light-dark(#a3241c, #ffa9a1); --bad-page: light-dark(#fcebea, #3a1a18); }
:root[data-scheme="light"] { color-scheme: light; }
:root[data-scheme="dark"] { color-scheme: dark; }
* { box-sizing: border-box; }
body { margin: 0; padding: 1.5rem 1rem; background: var(--page); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 26rem; margin: 0 auto; display: grid; gap: 1rem; }
section { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: 1.5rem; }
h1 { margin: 0; font-size: 1.375rem; line-height: 1.3; }
h2 { margin: 0 0 .25rem; font-size: 1rem; }
p { margin: 0 0 1rem; }
.soft { color: var(--soft); font-size: .875rem; }
form { display: grid; gap: .375rem; }
label { font-weight: 600; font-size: .875rem; }
input, select { width: 100%; min-height: 2.75rem; margin-bottom: .625rem; padding: .5rem .75rem; font: inherit; color: inherit; background: var(--page); border: 1px solid var(--soft); border-radius: .5rem; }
button { min-height: 2.75rem; margin-top: .25rem; font: inherit; font-weight: 600; color: var(--on-brand); background: var(--brand); border: 0; border-radius: .5rem; cursor: pointer; }
:focus-visible { outline: 3px solid var(--brand); outline-offset: 2px; }
.result { margin: 1rem 0 0; padding: .75rem 1rem; border-radius: .5rem; color: var(--bad); background: var(--bad-page); }
.result.good { color: var(--good); background: var(--good-page); }
.fields { margin-top: 1.25rem; }
ul { list-style: none; margin: 0; padding: 0; }
li { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; padding: .625rem 0; border-top: 1px solid var(--line); }
a { color: var(--brand); font-weight: 600; }
code { flex-basis: 100%; font-size: .875rem; overflow-wrap: anywhere; }
.links { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: 1rem 0 0; }
.state { flex-basis: 100%; color: var(--soft); font-size: .875rem; }
.state.locked { color: var(--bad); font-weight: 600; }
`;
