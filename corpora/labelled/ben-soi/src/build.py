import json,re
from pathlib import Path
from rapidfuzz import fuzz
T={"$T1":"Giữ vững bản lĩnh chính trị; nói và làm đúng Cương lĩnh, Điều lệ, nghị quyết, chỉ thị của Đảng, pháp luật của Nhà nước.",
"$T2":"Nghiêm túc thực hiện trách nhiệm nêu gương và những điều đảng viên không được làm.",
"$T3":"Sinh hoạt Đảng đầy đủ, đóng đảng phí đúng quy định, giữ mối liên hệ với chi uỷ và nhân dân nơi cư trú.",
"$T4":"Coi kết quả học tập và làm theo Bác là một căn cứ để đánh giá, xếp loại tổ chức đảng, đảng viên cuối năm."}
K={"v":"verbatim","l":"light","p":"paraphrase","m":"merged"}
docs=[];notes=[];extras={};by={}
d=None
def flat(d): return [p for s in d["sections"] for p in s["pledges"]]
order=[]
for f in ("src/a.txt","src/b.txt"):
    for line in Path(f).read_text(encoding="utf-8").splitlines():
        line=line.strip()
        if not line: continue
        if line[0]=="@":
            i,a,po,u,c=line[1:].split("|")
            kind={"cn":"individual","tt":"collective","mh":"model"}[i[5:7]]
            d={"id":i,"year":int(i[:4]),"kind":kind,"author":a,"position":po,"unit":u,"party_cell":c,"sections":[],"intro":"","closing":"",
               "labels":{"overlong":False,"off_theme":False,"missing_sections":[],"placeholder_left":False,"stale_year":False,"foreign_residue":None,"model_in_name_only":False,"too_many_pledges":False,"overlap_with":[],"quality_rank":0}}
            docs.append(d);by[i]=d
        elif line[:2]=="L:":
            L=d["labels"]
            for x in line[2:].split(";"):
                k,_,v=x.partition("=")
                if k=="rank":L["quality_rank"]=int(v)
                elif k=="missing":L["missing_sections"]=v.split("+")
                elif k=="foreign":L["foreign_residue"]=v
                elif k=="overlap":L["overlap_with"]=v.split("+")
                else:L[{"overlong":"overlong","off_theme":"off_theme","placeholder":"placeholder_left","stale":"stale_year","nameonly":"model_in_name_only","too_many":"too_many_pledges"}[k]]=True
        elif line[:2]=="N:":notes.append({"id":d["id"],"note":line[2:]})
        elif line[:2]=="I:":d["intro"]=line[2:]
        elif line[:2]=="C:":d["closing"]=line[2:]
        elif line[:2]=="X:":extras.setdefault(d["id"],[]).append(line[2:])
        elif line[0]=="#":d["sections"].append({"heading":line[1:],"pledges":[]})
        else:
            m=re.match(r"([012?])([tmr]*)(?:<([\w-]+):(\d+)([vlpm])((?:\+\d+)*))?\|(.*)$",line)
            assert m,line
            sp,fl,src,ix,k,also,text=m.groups()
            text,_,note=text.partition("##");text=text.strip()
            text=T.get(text,text)
            p={"text":text,"specificity":None if sp=="?" else int(sp),"on_theme":"t" in fl,"off_role":"r" in fl,"template":"m" in fl,"copy_of":None}
            if src:
                p["copy_of"]={"id":src,"pledge":int(ix),"kind":K[k]}
                if also:p["copy_of"]["also"]=[int(x) for x in also.split("+")[1:]]
                s=flat(by[src])[int(ix)]
                if k=="v" and not text:p["text"]=s["text"]
                if p["specificity"] is None:p["specificity"]=s["specificity"]
            d["sections"][-1]["pledges"].append(p)
            if note.strip():notes.append({"id":d["id"],"pledge":len(flat(d))-1,"note":note.strip()})
docs.sort(key=lambda d:(d["year"],{"cn":0,"tt":1,"mh":2}[d["id"][5:7]],d["id"]))
import collections
C=collections.Counter();P=collections.Counter()
for d in docs:
    L=d["labels"];ps=flat(d)
    w=len(" ".join([d["intro"],d["closing"]]+[s["heading"] for s in d["sections"]]+[p["text"] for p in ps]).split())
    lim=900 if d["kind"]=="individual" else 1400
    if w>600:print("long",d["id"],w)
    if (w>lim)!=L["overlong"]:print("!! overlong",d["id"],w)
    if (not any(p["on_theme"] for p in ps))!=L["off_theme"]:print("!! off_theme",d["id"])
    if (len(ps)>14)!=L["too_many_pledges"]:print("!! too_many",d["id"],len(ps))
    assert L["quality_rank"],d["id"]
    fr=L["foreign_residue"]
    if fr:assert any(fr in p["text"] for p in ps),d["id"]
    for k,v in L.items():
        if v and k!="quality_rank":C[k]+=1
    C[d["kind"]]+=1;P["n"]+=len(ps);C[d["year"]]+=1
    for i,p in enumerate(ps):
        P["spec%d"%p["specificity"]]+=1
        for k in("on_theme","off_role","template"):P[k]+=p[k]
        if p["copy_of"]:
            c=p["copy_of"];own=c["id"][5:]==d["id"][5:];P[("own " if own else "other ")+c["kind"]]+=1
            assert by[c["id"]]["year"]<=d["year"]
            s=flat(by[c["id"]])[c["pledge"]]
            r=fuzz.token_set_ratio(s["text"].lower(),p["text"].lower())
            if c["kind"] in("paraphrase","light"):print(f'{d["id"]}:{i} {c["kind"][0]} {r:.0f} | {s["text"][:60]} || {p["text"][:60]}')
            if c["kind"]=="verbatim":assert s["text"]==p["text"]
allp=[(d["id"],i,p) for d in docs for i,p in enumerate(flat(d))]
for a in range(len(allp)):
    for b in range(a):
        x,y=allp[a][2],allp[b][2]
        if x["template"] or y["template"] or x["copy_of"] and x["copy_of"]["id"]==allp[b][0]:continue
        if y["copy_of"] and y["copy_of"]["id"]==allp[a][0]:continue
        r=fuzz.ratio(x["text"].lower(),y["text"].lower())
        if r>62 and not(x["copy_of"] and y["copy_of"]) and not (x["copy_of"] and x["copy_of"]["id"][5:]==allp[b][0][5:]):print("SIM",int(r),allp[a][:2],allp[b][:2],x["text"][:60],"||",y["text"][:60])
print(len(docs),dict(C),dict(P))
h=collections.Counter(t for n in notes for t in re.findall(r"(hn_\w+|continuation|on_theme_no_words)",n["note"]));print(dict(h))
with open("documents.jsonl","w",encoding="utf-8") as f:
    for d in docs:f.write(json.dumps(d,ensure_ascii=False)+"\n")
with open("notes.jsonl","w",encoding="utf-8") as f:
    for n in sorted(notes,key=lambda n:n["id"]):f.write(json.dumps(n,ensure_ascii=False)+"\n")
json.dump(extras,open("extras.json","w",encoding="utf-8"),ensure_ascii=False,indent=1)
