"""The endings of host names: enough to tell a host before a path from a full stop before a word."""

from typing import Final

_COUNTRIES = (
    "ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz ca cc cd cf "
    "cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gd ge gf gg "
    "gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn "
    "kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na "
    "nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh "
    "si sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk us uy uz va vc ve "
    "vg vi vn vu wf ws ye yt za zm zw"
)
_GENERIC = (
    "com net org info biz edu gov mil int arpa aero asia cat coop jobs mobi museum name post pro tel travel app dev xyz "
    "site online store shop tech cloud link links click club page pages top vip art pics pic photo photos gallery images "
    "graphics media video film movie audio music radio news blog wiki space website web host hosting fun chat social world "
    "life live today digital studio design email mail network systems solutions zone world one icu win bid stream download "
    "file files cam webcam porn adult sex xxx dating love lol moe wtf rocks ninja guru tips help support work works tools "
    "run codes computer software games game play toys toy kids school academy university science education health care "
    "family google drive box zip mov team group company business center agency market limited inc ltd llc gmbh city berlin "
    "london paris tokyo nyc onl best cool ink ist global international foundation charity ngo ong community directory "
    "domains cash money fund cards bar cafe pub pizza fit fyi ooo buzz example test invalid local localhost internal lan "
    "home corp onion i2p bit eth crypto"
)
_ELSEWHERE = (
    "рф рус онлайн сайт орг дети москва укр бел срб бг мкд қаз мон ею 中国 中國 香港 台湾 台灣 新加坡 公司 网络 網絡 网站 "
    "在线 コム みんな 닷컴 닷넷 한국 भारत संगठन السعودية مصر امارات ایران شبكة موقع"
)

ENDINGS: Final = frozenset(f"{_COUNTRIES} {_GENERIC} {_ELSEWHERE}".split())
