import json,re,subprocess,shutil,tempfile,unicodedata
from pathlib import Path
H=Path(__file__).parent
man=json.loads((H/"files/manifest.json").read_text()); docs={d["id"]:d for d in map(json.loads,(H/"documents.jsonl").open())}
n=lambda s:re.sub(r"\W+","",unicodedata.normalize("NFC",s)).lower()
tmp=Path(tempfile.mkdtemp()); src=[]; text={}
for rel,i in man.items():
    f=H/"files"/rel; e=f.suffix[1:]
    if e=="pdf": text[i]=subprocess.run(["pdftotext",str(f),"-"],capture_output=True,text=True).stdout
    elif e=="txt":
        b=f.read_bytes()
        text[i]=b.decode("utf-16") if b[:2] in(b"\xff\xfe",b"\xfe\xff") else (b.decode("cp1258") if "Siu" in f.name else b.decode("utf-8-sig"))
    else: t=tmp/(i+f.suffix); shutil.copy(f,t); src.append(str(t))
subprocess.run(["soffice",f"-env:UserInstallation=file://{tmp}/p","--headless","--convert-to","txt:Text (encoded):UTF8","--outdir",str(tmp),*src],check=True,stdout=subprocess.DEVNULL,stderr=subprocess.DEVNULL,timeout=400)
for s in src: text[Path(s).stem]=Path(s).with_suffix(".txt").read_text(encoding="utf-8-sig")
bad=0
for i,d in docs.items():
    T=n(text[i])
    for k,q in enumerate(p for s in d["sections"] for p in s["pledges"]):
        if n(q["text"]) not in T: bad+=1; print("MISSING",i,k,q["text"][:80])
        c=q["copy_of"]
        if c:
            sp=[p for s in docs[c["id"]]["sections"] for p in s["pledges"]]; assert c["pledge"]<len(sp); assert docs[c["id"]]["year"]<=d["year"]
            if c["kind"]=="verbatim": assert sp[c["pledge"]]["text"]==q["text"]
            else: assert sp[c["pledge"]]["text"]!=q["text"]
    for w in (d["intro"],d["closing"],d["author"]):
        if w and n(w) not in T: print("  no intro/closing/author:",i,w[:50])
    for o in d["labels"]["overlap_with"]: assert o in docs
    fw=len(text[i].split())
    if not d["labels"]["overlong"] and fw>(850 if d["kind"]=="individual" else 1350): print("long file",i,fw)
print(len(docs),"docs; missing",bad)
