"""The page's looks: calm, readable at any width, light or dark as the reader's system is."""

STYLE = """
:root{color-scheme:light dark;--ink:#1b2733;--soft:#5a6875;--paper:#f4f6f8;--card:#fff;
--rule:#d9e0e6;--act:#0b6e6e;--on:#fff;--warn:#fff4d6;--late:#b3261e;--good:#1c6b3a}
@media(prefers-color-scheme:dark){:root{--ink:#e6ecf1;--soft:#9fb0be;--paper:#10161c;
--card:#1a232c;--rule:#2d3a46;--act:#5cc8c0;--on:#08201f;--warn:#3a3116;
--late:#ff9d94;--good:#8fdca9}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,sans-serif}
header,main,footer{max-width:44rem;margin:auto;padding:0 1rem}
header{display:flex;flex-wrap:wrap;align-items:baseline;gap:0 1rem;padding-top:1.2rem}
h1{font-size:1.5rem;margin:0;letter-spacing:-.02em}
header p{margin:0;color:var(--soft);flex:1 0 100%;order:3}
header a{margin-left:auto}
h2{font-size:1.15rem;margin:1.6rem 0 .6rem}h3{font-size:1.1rem;margin:0}
a{color:var(--act)}
.skip,.unseen{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.5rem}
form,.ways>li,.note{background:var(--card);border:1px solid var(--rule);border-radius:.7rem}
form{margin-top:1rem;padding:1rem;display:grid;gap:.8rem 1rem;grid-template-columns:1fr 1fr}
label{display:block;font-weight:600;font-size:.9rem}
form small{grid-column:1/-1;color:var(--soft);margin-top:-.5rem}
input[type=text],input[type=date],input[type=time]{width:100%;font:inherit;font-weight:400;
padding:.5rem .6rem;margin-top:.2rem;color:inherit;background:var(--paper);
border:1px solid var(--soft);border-radius:.4rem;min-width:0}
.own select{width:100%;font:inherit;font-weight:400;padding:.5rem .6rem;margin-top:.2rem;
color:inherit;background:var(--paper);border:1px solid var(--soft);border-radius:.4rem}
.own{grid-column:1/-1}
fieldset,.tick{border:0;margin:0;padding:0;grid-column:1/-1}
fieldset{display:flex;flex-wrap:wrap;gap:.3rem 1.4rem}
fieldset label,.tick{font-weight:400;font-size:1rem}
input[type=radio],input[type=checkbox]{accent-color:var(--act);margin:0 .5rem 0 0}
button{font:inherit;font-weight:600;padding:.6rem 1rem;border:0;border-radius:.4rem;
background:var(--act);color:var(--on);grid-column:1/-1;cursor:pointer}
:focus-visible{outline:3px solid var(--act);outline-offset:2px}
.note{padding:.8rem 1rem;background:var(--warn);margin:1rem 0}
nav{display:flex;flex-wrap:wrap;gap:.4rem 1.4rem;margin:.8rem 0}
ol{list-style:none;margin:0;padding:0}
.ways>li{margin-bottom:.7rem;overflow:hidden}
summary{padding:.8rem 1rem;cursor:pointer;display:grid;grid-template-columns:1fr auto;
gap:.25rem 1rem;list-style:none}
summary::-webkit-details-marker{display:none}
time{font-variant-numeric:tabular-nums}
sup{font-size:.7em;color:var(--soft)}
.long{white-space:nowrap;justify-self:end}
h3::before{content:"▸ ";color:var(--soft)}[open] h3::before{content:"▾ "}
.chain{display:flex;flex-wrap:wrap;gap:.2rem .45rem;align-items:center}
.chain i{font-style:normal;color:var(--soft);font-size:.9rem}
.facts{color:var(--soft);font-size:.9rem;text-align:right}
.line{border-radius:.3rem;padding:.05rem .45rem;font-size:.9rem;
box-shadow:0 0 0 1px var(--rule)}
.way{border-top:1px solid var(--rule);padding:.9rem 1rem;display:grid;gap:1rem;
grid-template-columns:repeat(auto-fit,minmax(min(100%,17rem),1fr))}
.legs li{padding:.1rem 0 .1rem 4rem;position:relative;color:var(--soft);overflow-wrap:anywhere}
.legs .at{color:var(--ink)}
.legs time{position:absolute;left:0;color:var(--ink)}
.legs li:not(.at){border-left:3px dotted var(--soft);margin-left:3.3rem;padding:.3rem 0 .4rem .8rem}
.legs .ride:not(.at){border-left-style:solid;border-color:var(--ink)}
strong,.late{color:var(--late)}.punctual{color:var(--good)}s{color:var(--soft);font-size:.85em}
.late,.punctual{font-weight:600;font-size:.85em}
.alert{background:var(--warn);color:var(--ink);border-radius:.4rem;
padding:.2rem .6rem;margin:.2rem 0}
.alert summary{display:list-item;list-style:inside;padding:0;font-weight:600}
.sketch{width:100%;height:auto;color:var(--soft);background:var(--paper);border-radius:.5rem}
.sketch path{fill:none;stroke-linejoin:round;stroke-linecap:round;stroke-width:4}
.sketch .street{stroke:currentColor;stroke-width:3;stroke-dasharray:1 6}
.sketch .solid{stroke-dasharray:none}
.sketch .casing{stroke:var(--ink);stroke-width:6}
.sketch text{font:600 12px system-ui,sans-serif;fill:var(--ink);paint-order:stroke;
stroke:var(--paper);stroke-width:4px}
circle{fill:var(--card);stroke:var(--ink);stroke-width:3}.sketch .to{fill:var(--act)}
footer{color:var(--soft);font-size:.85rem;padding-bottom:2rem}
footer ul{margin:0;padding-left:1.1rem}
@media(max-width:26rem){.facts{grid-column:1/-1;text-align:left}.chain{grid-column:1/-1}}
""".replace("\n", "")
