from __future__ import annotations
import re
from dataclasses import dataclass
@dataclass(frozen=True)
class Amount:
    start:int; end:int; low:int|None; best:int|None; high:int|None; unit:str|None=None
W={'one':1,'two':2,'three':3,'four':4,'five':5,'six':6,'seven':7,'eight':8,'nine':9,'ten':10,'eleven':11,'twelve':12,'a':1,'an':1}
def find_amounts(text):
    out=[]
    for m in re.finditer(r"\b(\d[\d,]*|"+'|'.join(W)+r"|dozens)\b",text,re.I):
        w=m.group().lower()
        if w=='dozens': out.append(Amount(m.start(),m.end(),12,None,None)); continue
        n=W.get(w) or int(w.replace(',',''))
        out.append(Amount(m.start(),m.end(),n,n,n))
    return out
