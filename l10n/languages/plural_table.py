"""Plural rules of CLDR 49, by Unicode: made by tools/plural_table.py.

A locale that is not named has its language's rule.
"""

# ruff: noqa: E501
# fmt: off
LOCALES_BY_RULE = {
    "nplurals=1; plural=0;":
        "aa ab ady agq ann apc arn ary ba bas bew bgc bgn blt bm bo bqi brh bss bua byn cad cch ccp cho cic co cop cu dav dje dua dyo dz ebu ewo frr gaa gez gn guz hnj hrx ht id ig ii isv ja jbo jv kaa kam kbd kde kea kek ken kgp khq ki kln km ko kpe ksf kxv la lkt lmo lo lrc ltg lu luo luy lzz mai mdf mer mfe mgh mhn mi mic mni moh mrh ms mua mus mww my myv mzn nds nmg nqo nus nv oc oka osa pi pis pms qu quc raj rhg rif rn rw sa sah sbp ses sg shn sid skr su sus suz szl th to tok tpi trv trw tt twq tyv vai vmw wal wbp wo xdq xnr yav yo yrl yue za zgh zh",
    "nplurals=2; plural=(n > 1);":
        "ak am as bho bn csw doi fa ff gu hi hy kab kn kok ln mg nso pa pcm si tg ti vi wa zu",
    "nplurals=2; plural=(n != 1);":
        "af an asa ast az bal bem bez bg brx ce cgg chr ckb da de dv ee el en eo et eu fi fo fur fy gsw ha haw hu ia ie io jgo jmc ka kaj kcg kk kkj kl ks ksb ku ky lb lg lij mas mgo ml mn mr nb nd ne nl nn nnh no nr ny nyn om or os pap ps rm rof rwk saq sc sd sdh seh sn so sq ss ssy st sv sw syr ta te teo tig tk tn tr ts ug ur uz ve vo vun wae xh xog yi",
    "nplurals=3; plural=(n==0 ? 0 : n==1 ? 1 : 2);":
        "blo cv ksh",
    "nplurals=3; plural=(n==1 ? 0 : n==2 ? 1 : 2);":
        "he iu naq sat se sma smj smn sms",
    "nplurals=2; plural=(n%10==1 && n%100!=11 ? 0 : 1);":
        "is mk",
    "nplurals=2; plural=(n<=1 || n>=11 && n<=99 ? 0 : 1);":
        "tzm",
    "nplurals=3; plural=((n==1) ? 0 : (n>=2 && n<=4) ? 1 : 2);":
        "cs sk",
    "nplurals=3; plural=(n<=1 ? 0 : n!=0 && n%1000000==0 ? 1 : 2);":
        "fr pt",
    "nplurals=3; plural=(n==1 ? 0 : n!=0 && n%1000000==0 ? 1 : 2);":
        "ca es gl it lld pt_AO pt_CH pt_CV pt_GQ pt_GW pt_LU pt_MO pt_MZ pt_PT pt_ST pt_TL scn vec",
    "nplurals=3; plural=(n==0 || n==1 ? 0 : n>=2 && n<=10 ? 1 : 2);":
        "shi",
    "nplurals=3; plural=(n==0 ? 0 : (n==0 || n==1) && n!=0 ? 1 : 2);":
        "lag",
    "nplurals=3; plural=(n==1 ? 0 : (n==0 || (n%100 > 0 && n%100 < 20)) ? 1 : 2);":
        "ro",
    "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n==3 ? 3 : n==6 ? 4 : 5);":
        "cy",
    "nplurals=4; plural=(n%100==1 ? 0 : n%100==2 ? 1 : n%100==3 || n%100==4 ? 2 : 3);":
        "dsb hsb sl",
    "nplurals=5; plural=(n==1 ? 0 : n==2 ? 1 : n>=3 && n<=6 ? 2 : n>=7 && n<=10 ? 3 : 4);":
        "ga",
    "nplurals=2; plural=((n==1 || n==2 || n==3) || n%10!=4 && n%10!=6 && n%10!=9 ? 0 : 1);":
        "ceb fil",
    "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);":
        "pl",
    "nplurals=3; plural=(n%10==0 || n%100>=11 && n%100<=19 ? 0 : n%10==1 && n%100!=11 ? 1 : 2);":
        "lv prg",
    "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && (n%100<10 || n%100>=20) ? 1 : 2);":
        "lt",
    "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);":
        "ar",
    "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);":
        "be bs hr ru sr uk",
    "nplurals=4; plural=((n==1 || n==11) ? 0 : (n==2 || n==12) ? 1 : (n>=3 && n<=10 || n>=13 && n<=19) ? 2 : 3);":
        "gd",
    "nplurals=5; plural=(n==1 ? 0 : n==2 ? 1 : n==0 || n%100>=3 && n%100<=10 ? 2 : n%100>=11 && n%100<=19 ? 3 : 4);":
        "mt",
    "nplurals=4; plural=(n%10==1 && n%100!=11 ? 0 : n==2 ? 1 : n!=2 && n%10>=2 && n%10<=9 && (n%100<11 || n%100>19) ? 2 : 3);":
        "sgs",
    "nplurals=4; plural=(n%10==1 ? 0 : n%10==2 ? 1 : (n%100==0 || n%100==20 || n%100==40 || n%100==60 || n%100==80) ? 2 : 3);":
        "gv",
    "nplurals=5; plural=(n%10==1 && n%100!=11 && n%100!=71 && n%100!=91 ? 0 : n%10==2 && n%100!=12 && n%100!=72 && n%100!=92 ? 1 : (n%10>=3 && n%10<=4 || n%10==9) && (n%100<10 || n%100>19) && (n%100<70 || n%100>79) && (n%100<90 || n%100>99) ? 2 : n!=0 && n%1000000==0 ? 3 : 4);":
        "br",
    "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : (n%100==2 || n%100==22 || n%100==42 || n%100==62 || n%100==82) || n%1000==0 && (n%100000>=1000 && n%100000<=20000 || n%100000==40000 || n%100000==60000 || n%100000==80000) || n!=0 && n%1000000==100000 ? 2 : (n%100==3 || n%100==23 || n%100==43 || n%100==63 || n%100==83) ? 3 : n!=1 && (n%100==1 || n%100==21 || n%100==41 || n%100==61 || n%100==81) ? 4 : 5);":
        "kw",
}
