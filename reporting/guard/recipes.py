"""Settings that would make the content again: samplers, seeds, negative and weighted prompts, workflow files, command flags."""

import re
from dataclasses import dataclass
from typing import Final

ENOUGH: Final = 3

_SIGN = r"[\s:=：\"'(|*`،]{0,6}"


_SEED = (
    "seed|semilla|graine|semente|seme|ziarno|semínko|tohum|hạt giống|benih|сид|зерно|种子|種子|シード|시드|البذرة|بذرة|seme casuale|बीज|זרע"
)


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: words of which one must stand in the text, the form it takes, and what it weighs."""

    words: tuple[str, ...]
    form: re.Pattern[str]
    weight: float


def _setting(words: str, form: str, weight: float) -> Setting:
    """`WORDS` in the form stands for the alternatives of `words`."""
    each = tuple(words.split("|"))
    return Setting(each, re.compile(form.replace("WORDS", f"(?:{'|'.join(map(re.escape, each))})"), re.MULTILINE), weight)


SETTINGS: Final = (
    _setting(
        "steps|schritte|pasos|étapes|passos|passi|stappen|steg|kroki|kroky|adım|langkah|bước|шаги|шагов|кроки|步数|步數|ステップ|스텝"
        "|단계|الخطوات|خطوات|مراحل|צעדים|चरण",
        rf"(?:num_inference_|sampling |采样)?WORDS(?:数|lar|ları)?{_SIGN}\d{{1,3}}\b",
        1,
    ),
    _setting(_SEED, rf"WORDS[s値]?{_SIGN}#?-?\d{{2}}", 1),
    _setting(_SEED, rf"WORDS[s値]?{_SIGN}#?\d{{6}}", 1),
    _setting("cfg|guidance", rf"WORDS(?:[ _]?scale)?{_SIGN}\d", 1),
    _setting(
        "sampler|sampling method|sampling_method|muestreador|échantillonneur|amostrador|campionatore|örnekleyici|"
        "采样器|採樣器|采样方法|サンプラー|샘플러|сэмплер|семплер|"
        "العينات|scheduler|schedule type",
        rf"WORDS(?:[ _]?name)?{_SIGN}\w",
        1,
    ),
    _setting("euler a|euler ancestral|dpm++|dpmpp|ddim|unipc|lms karras|heun|plms|karras|ksampler", "WORDS", 1),
    _setting(
        "negative prompt|negative_prompt|negative prompts|negativer prompt|prompt negativo|prompt négatif|негативный промпт",
        r"WORDS\"?\s?[:=]",
        2,
    ),
    _setting("反向提示|负面提示|負面提示|ネガティブプロンプト|네거티브 프롬프트", "WORDS", 2),
    _setting("model hash|vae hash|lora hashes|ti hashes|ensd", r"(?<!\w)WORDS\s?[:=]", 2),
    _setting("clip skip|clip_skip", r"WORDS\s?[:=]", 1),
    _setting("denoising|hires upscale|hires steps|hires fix|vae|style preset|refiner", r"(?<!\w)WORDS(?:r| strength)?\s?[:=]", 1),
    _setting("safetensors|ckpt|gguf", r"[:=]\s?\"?[\w .\-/]{1,60}\.WORDS\b", 2),
    _setting("<lora:|<lyco:|<hypernet:", r"WORDS[^>\n]{1,80}>", 3),
    _setting('"class_type"|"inputs"|"latent_image"|"_meta"', r"WORDS\s?:", 2),
    _setting("temperature|max_tokens|max_new_tokens", r"WORDS\"?\s?[:=]\s?\d", 0.5),
    _setting("top_p|top_k|repetition_penalty|frequency_penalty|min_p|logit_bias", r"WORDS\"?\s?[:=]\s?\d", 0.5),
    _setting("size|resolution|width|height|aspect ratio", r"(?<!\w)WORDS\"?\s?[:=]\s?\"?\d{2}", 0.5),
    _setting("prompt", r"(?:^|[\s\"])WORDS\"?\s?[:=]\s?\S", 0.75),
)
_FLAG = re.compile(
    r"(?<!\S)(?:--|—|––)\s?(ar|aspect|seed|v|version|s|stylize|c|chaos|no|q|quality|niji|style|iw|weird|tile|cref|sref|cw|sw|stop|raw|p|w|h|uplight|hd"
    r"|prompt|negative_prompt|n_iter|ddim_steps|steps|scale|ckpt|n_samples|plms|sampler|cfg|cfg-scale)(?=\s|$)"
)
_SHORT_FLAG = re.compile(r"(?<!\S)-([a-z]) \w", re.IGNORECASE)
_WEIGHTED = re.compile(r"[(\[][^()\[\]:\n]{1,60}:\s?\d\.\d{1,2}[)\]]|\({2,4}[^()\n]{2,60}\){2,4}|\w::-?\d")
_QUALITY_WORDS = (
    "masterpiece|best quality|ultra detailed|ultra-detailed|highly detailed|intricate detail|8k|4k uhd|hdr|octane render|"
    "unreal engine|artstation|photorealistic|hyperrealistic|hyper-realistic|sharp focus|depth of field|bokeh|"
    "cinematic light|volumetric light|studio light|raw photo|dslr|film grain|worst quality|low quality|lowres|bad anatomy|"
    "bad hands|extra fingers|extra limbs|mutated hands|deformed|blurry|watermark|jpeg artifacts|1girl|1boy|absurdres|"
    "highres|concept art|digital painting|35mm|85mm|f/1."
)
QUALITIES: Final = tuple(_QUALITY_WORDS.split("|"))


def found_in(text: str) -> bool:
    """Whether the text holds three or more of the settings, or a prompt in the form that generators take."""
    low = text.lower()
    if ("--" in low or "—" in low) and len(set(_FLAG.findall(low))) >= 2:
        return True
    return _weight(low) >= ENOUGH or (" -" in low and len(set(_SHORT_FLAG.findall(text))) >= 5)


def _weight(low: str) -> float:
    weight = sum(part.weight for part in SETTINGS if any(word in low for word in part.words) and part.form.search(low))
    if ":" in low or "((" in low:
        weight += 1.5 * min(len(_WEIGHTED.findall(low)), 2)
    qualities = sum(quality in low for quality in QUALITIES)
    return weight + (qualities / 2 if qualities >= 3 else 0) * (1 if low.count(",") >= 4 else 0.5)
