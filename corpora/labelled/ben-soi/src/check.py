import json,re,subprocess,tempfile,zipfile,unicodedata
from pathlib import Path
from lxml import etree
D={d["id"]:d for d in map(json.loads,open("documents.jsonl",encoding="utf-8"))}
M=json.load(open("files/manifest.json",encoding="utf-8"))
tmp=tempfile.mkdtemp()
office=[f"files/{k}" for k in M if k.rsplit(".")[-1] in("doc","rtf","odt")]
subprocess.run(["soffice",f"-env:UserInstallation=file://{tmp}/p","--headless","--convert-to","docx","--outdir",tmp,*office],stdout=-3,stderr=-3,check=True)
docxs=[f"files/{k}" for k in M if k.endswith(".docx")]+[str(Path(tmp)/(Path(o).stem+".docx")) for o in office]
subprocess.run(["soffice",f"-env:UserInstallation=file://{tmp}/p","--headless","--convert-to","pdf","--outdir",tmp+"/pdf",*docxs],stdout=-3,stderr=-3,check=True)
def dx(p):
    z=zipfile.ZipFile(p);out=[]
    for n in z.namelist():
        if re.match(r"word/(document|header\d*|footer\d*|footnotes)\.xml",n):
            out.append("".join(e.text or "" for e in etree.fromstring(z.read(n)).iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t")))
    return "".join(out)
norm=lambda s:re.sub(r"\s+","",unicodedata.normalize("NFC",s))
bad=0
for k,i in M.items():
    p=Path("files")/k;e=p.suffix
    if e==".docx":t=dx(p)
    elif e in(".doc",".rtf",".odt"):t=dx(Path(tmp)/(p.stem+".docx"))
    elif e==".pdf":t=subprocess.run(["pdftotext",str(p),"-"],capture_output=True,text=True).stdout
    else:
        b=p.read_bytes()
        t=b.decode("utf-16" if b[:2] in(b"\xff\xfe",b"\xfe\xff") else "cp1258" if p.stem=="ky" else "utf-8-sig")
    d=D[i];t=norm(t)
    for want in [d["intro"],d["closing"],*(s["heading"] for s in d["sections"]),*(x["text"] for s in d["sections"] for x in s["pledges"])]:
        w=norm(want).rstrip(".")
        if w and w.lower() not in t.lower():bad+=1;print("MISSING",i,k,want[:80])
    for f in("author","position","unit","party_cell"):
        if norm(d[f]).lower() not in t.lower():print("nofact",i,f,d[f])
    if str(d["year"]) not in t:print("noyear",i)
print("bad",bad,tmp)
