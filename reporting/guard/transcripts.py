"""The conversation itself instead of an account of it: lines with speakers, machine formats of chats, long quotations."""

import re
from collections import Counter
from itertools import pairwise
from typing import Final

LONGEST_QUOTATION: Final = 400
LONGEST_QUOTATIONS: Final = 700

_ASKING = (
    "i|user|users|human|humans|me|you|myself|prompt|question|q|customer|input|student|usuario|usuaria|usuário|usuária|"
    "utilizador|utilisateur|utilisatrice|moi|vous|yo|tú|eu|você|io|tu|utente|nutzer|nutzerin|benutzer|benutzerin|ich|du|"
    "mensch|frage|pregunta|pergunta|domanda|gebruiker|ik|jij|vraag|użytkownik|ja|pytanie|uživatel|používateľ|otázka|"
    "felhasználó|kérdés|utilizator|întrebare|användare|bruker|bruger|käyttäjä|jag|jeg|minä|fråga|spørgsmål|spørsmål|"
    "kullanıcı|ben|soru|пользователь|человек|я|вопрос|користувач|питання|потребител|χρήστης|ερώτηση|المستخدم|أنا|سؤال|کاربر|"
    "من|پرسش|משתמש|אני|שאלה|उपयोगकर्ता|मैं|प्रश्न|ব্যবহারকারী|pengguna|saya|pertanyaan|người dùng|tôi|hỏi|câu hỏi|ผู้ใช้|"
    "ฉัน|คำถาม|用户|用戶|使用者|人类|人類|我|问|問|问题|問題|提问|提示词|提示|ユーザー|私|僕|俺|質問|人間|사용자|나|질문|"
    "mtumiaji|swali|player|child|kid|patient|client|visitor|caller|korisnik|korisnica|uporabnik|ti|mig|mij|mnie|mi|"
    "المستخدمة|شما|אתה|আমি|பயனர்|நான்|వినియోగదారు|მომხმარებელი|օգտատեր|foydalanuvchi|istifadəçi|kasutaja|vartotojas|lietotājs"
)
ASKS: Final = frozenset(_ASKING.split("|"))
_ANSWERING = (
    "it|the app|the bot|the ai|the assistant|assistant|assistants|ai|a.i.|bot|bots|chatbot|chat-bot|answer|answers|a|"
    "response|reply|output|chatgpt|chat gpt|gpt|gpt-4|gpt-4o|gpt-5|gpt4|gpt4o|gpt5|claude|gemini|copilot|llama|mistral|grok|"
    "bard|deepseek|qwen|llm|asistente|assistente|respuesta|resposta|réponse|risposta|antwort|ki|ia|assistent|assistentin|"
    "antwoord|asystent|odpowiedź|asistent|odpověď|odpoveď|asszisztens|válasz|răspuns|svar|avustaja|vastaus|tekoäly|asistan|"
    "cevap|yanıt|yapay zeka|yapay zekâ|ассистент|помощник|бот|ии|нейросеть|ответ|асистент|відповідь|βοηθός|απάντηση|المساعد|"
    "جواب|الجواب|إجابة|الذكاء الاصطناعي|دستیار|پاسخ|ربات|עוזר|תשובה|सहायक|उत्तर|সহায়ক|asisten|jawaban|jawab|trợ lý|đáp|"
    "trả lời|ผู้ช่วย|คำตอบ|บอท|助手|助理|机器人|機器人|答|回答|回复|回覆|アシスタント|ボット|応答|어시스턴트|챗봇|답변|답|"
    "인공지능|msaidizi|jibu|npc|toy|tutor|coach|companion|agent|robot|robo|model|machine|therapist bot|system|the robot|the toy|boten|robotul|robotti|"
    "robotten|nejrosít|нейросеть|робот|ші|штучний інтелект|الروبوت|روبوت|بوت|הבוט|בוט|רובוט|बॉट|एआई|রোবট|বট|সহকারী|உதவியாளர்|సహాయకుడు|asistentas|"
    "asistents|abiline|yordamchi|机器|模型|人工智能|人工智慧|ロボット|人工知能|ボットさん|로봇|hệ thống|หุ่นยนต์|เอไอ"
)
ANSWERS: Final = frozenset(_ANSWERING.split("|"))
_THING_NAMES = (
    "prompt|question|q|a|answer|answers|response|reply|output|input|pregunta|respuesta|frage|antwort|réponse|domanda|risposta|pergunta|resposta|"
    "it|i|you|the app|model|system|machine"
)
_THINGS: Final = frozenset(_THING_NAMES.split("|"))
_LABEL = re.compile(
    r"(?:(?P<line>^)|(?<=[。.!?！？…\"”*|>])|(?<=\s)(?=[A-ZÀ-ÞА-Я\[]))[> \t*_#\-\[(<{\"'|]{0,6}+"
    r"(?:\d{1,2}[.)]\s)?(?:\[?(?:[\d/.-]{6,10},?\s)?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\]?\s{0,2}[*\[(<-]?)?"
    r"(?P<name>[^\W\d_][^\s:：>—=\]\[*_)(}|\"]{0,20}(?: [^\s:：>—=\]\[*_)(}|\"\d]{1,12}){0,2})(?:\s?#?\d{1,3})?(?: ?[\[(][^\])\n]{1,16}[\])])?"
    r"[\"'\]*_)>}|]{0,4}[ \t]?(?:[:：>—]|[ \t][-–=|]\s|(?<=[ \t])[-–=|]\s|=>|(?<=[\]>])(?=\s?\S)|(?:said|says|wrote|replied)\s?:|(?=\n))(?!//)",
    re.MULTILINE,
)
_SAYING = re.compile(r" (?:said|says|wrote|asked|answered|replied)$")
_AFTER_SPEAKER: Final = (":", "：", ">", "]", "—", "–", " - ", "=", "|", "\n")
_MACHINE = re.compile(
    r"[\"']?(?:role|from|speaker|author|sender)[\"']?\s?[:=]\s?[\"'](?:user|assistant|system|model|human|gpt|bot|ai|me)[\"']|role[\"']?\s?[:=]\s?[\"']?(?:user|assistant|system|model|human)"
    r"|<\|\s?(?:im_start|im_end|user|assistant|system|start_header_id|eot_id|endoftext)\s?\|>"
    r"|\[/?inst\]|<</?sys>>|#{2,4}\s?(?:instruction|response|human|assistant|user|input|output)\s?:?\s*$"
    r"|^(?:you|chatgpt|claude|gemini|copilot) said:\s*$"
    r"|<(?:start|end)_of_turn>|<(?:user|human|ai|bot|assistant)>|[\"'](?:messages|completion|assistant_response|user_prompt|output_text)[\"']\s?:\s?[\[\"']",
    re.MULTILINE,
)
_ASKED_KEY = re.compile(r"[\"'](?:user|human|input|instruction|prompt|question)[\"']\s?:\s?[\"']")
_ANSWERED_KEY = re.compile(r"[\"'](?:assistant|ai|bot|gpt|output|response|answer|reply)[\"']\s?:\s?[\"']")
_MACHINE_WORDS: Final = (
    "role",
    'from"',
    "speaker",
    "author",
    "sender",
    'output"',
    'assistant"',
    'response"',
    'answer"',
    "<|",
    "inst]",
    "sys>>",
    "##",
    " said:",
    "_turn>",
    "<user>",
    "<human>",
    "<ai>",
    "<bot>",
    "<assistant>",
    "messages",
    "completion",
    "_response",
    "_prompt",
    "output_text",
)
_NAME = re.compile(
    r"^[\s>*_#\-\[<]{0,4}(?:\d{1,2}[.)]\s)?(?:\[?(?:[\d/.-]{6,10},?\s)?\d{1,2}:\d{2}(?::\d{2})?\]?\s)?"
    r"([^\W\d_][^\n:：.,!?>\])(|=]{0,24}?)(?: ?[\[(][^\])\n]{1,16}[\])])?[\]*_>)]{0,3}(?:\s?[:：]\s?|(?<=[\]>])\s|\s[-–—=|>]\s)(?=(\S[^\n]*))",
    re.MULTILINE,
)
_PAIRS: Final = ("“”", "„“", "„”", "”“", "«»", "»«", "「」", "『』", "‹›", "《》", "〈〉", "‟”", "``")
_BEFORE: Final = {"”“": r"(?<!\S)", "``": r"(?<!\S)"}
_QUOTED: Final = tuple(
    (pair[0], re.compile(f"{_BEFORE.get(pair, f'(?<![{pair[1]}])')}{pair[0]}([^{pair}]+)(?:{pair[1]}|$)")) for pair in _PAIRS
)
_STRAIGHT = re.compile(r"(?<![\w\"])\"(?=\S)([^\"]+)(?:\"|$)")
_SINGLE = re.compile(
    r"(?:(?<=[:,]\s)|(?<=[^\x00-\x7f][:,])|(?<!\S)(?=['‘][A-ZÀ-ÞА-Я]))['‘](?=\S)((?:[^'’]++|['’](?=\w))+)(?:['’]|\Z(?P<open>))"
)
_BLOCK = re.compile(r"(?:^\s{0,3}>[^\n]*\n?)+", re.MULTILINE)


def found_in(text: str) -> bool:
    """Whether the text is a transcript or quotes more than a few lines; a short quotation is welcome."""
    low = text.lower()
    is_machine = any(word in low for word in _MACHINE_WORDS) and (_MACHINE.search(low) is not None or _has_both_keys(low))
    return is_machine or _speakers(text) or _named_speakers(text) or quoted_too_much(text)


def _has_both_keys(low: str) -> bool:
    return _ASKED_KEY.search(low) is not None and _ANSWERED_KEY.search(low) is not None


def _speakers(text: str) -> bool:
    """Turns of somebody asking and something answering: three of them, or two that are long."""
    if sum(map(text.count, _AFTER_SPEAKER)) < 2:
        return False
    turns = [(kind, turn) for turn in _LABEL.finditer(text) if (kind := _kind(turn["name"]))]
    changes = sum(here != there for (here, _), (there, _) in pairwise(turns))
    length = len(text) - turns[0][1].start() if turns else 0
    return (
        changes >= 3
        or (changes == 2 and length >= 40)
        or (changes == 1 and length >= 160 and turns[0][1]["line"] is not None and _in_full(turns))
    )


def _in_full(turns: list[tuple[str, re.Match[str]]]) -> bool:
    """Each turn on a line of its own, or all by speakers that are no other thing too, as a question or an output is."""
    return all(turn["line"] is not None or turn["name"].lower() not in _THINGS for _, turn in turns)


def _kind(name: str) -> str:
    """Whether a speaker asks or answers; nothing when it is no speaker. A capital shows a speaker after other words, too."""
    name = _SAYING.sub("", name)
    last = name.rpartition(" ")[2]
    names = {name.lower(), last.lower()} if last[:1].isupper() else {name.lower()}
    return "asks" if names & ASKS else "answers" if names & ANSWERS else ""


def _named_speakers(text: str) -> bool:
    """Two names that take turns at the start of lines, each more than once, with sentences behind them."""
    turns = [(name.strip().lower(), words) for name, words in _NAME.findall(text)]
    names = Counter(name for name, _ in turns)
    regular = [name for name, count in names.items() if count >= 2]
    spoken = [words for name, words in turns if name in regular]
    return len(regular) >= 2 and len(spoken) >= 4 and sum(map(len, spoken)) >= 30 * len(spoken)


def quoted_too_much(text: str) -> bool:
    """One quotation over 400 characters, or several that are together over 700."""
    quoted = [inside for opening, pattern in _QUOTED if opening in text for inside in pattern.findall(text)]
    quoted += _STRAIGHT.findall(text) if '"' in text else []
    quoted += [found[1] for found in _SINGLE.finditer(text) if found["open"] is None]
    quoted += _BLOCK.findall(text) if ">" in text else []
    lengths = [len(inside.strip()) for inside in quoted]
    return max(lengths, default=0) > LONGEST_QUOTATION or sum(length for length in lengths if length > 60) > LONGEST_QUOTATIONS
