"""Settings that would make the content again: samplers, seeds, negative and weighted prompts, workflow files, command flags."""

import re
from typing import Final

ENOUGH: Final = 3

_SIGN = r"\s{0,2}[:=：\"']{0,3}\s{0,2}"
_PARTS: Final = tuple(
    (re.compile(pattern, re.IGNORECASE | re.MULTILINE), weight)
    for pattern, weight in (
        (
            rf"\b(?:steps|num_inference_steps|sampling steps|schritte|pasos|étapes|passos|passi|шаг\w*|步数|步數|采样步数|ステップ数?|스텝){_SIGN}\d{{1,3}}\b",
            1,
        ),
        (rf"(?:\bseeds?|\bsemilla|\bgraine|\bсид|\bseme|种子|種子|シード値?|시드|\bnoise_seed){_SIGN}#?-?\d{{2,}}", 1),
        (rf"(?:\bseeds?|种子|種子|シード値?|시드|\bсид){_SIGN}\d{{6,}}", 1),
        (rf"\b(?:cfg(?:[ _]?scale)?|guidance(?:[ _]?scale)?){_SIGN}\d", 1),
        (
            rf"(?:\bsampler(?:[ _]?name)?|\bsampling[ _]method|采样器|採樣器|采样方法|サンプラー|샘플러|\bсэмплер|\bscheduler|\bschedule type){_SIGN}\w",
            1,
        ),
        (r"\b(?:euler(?: a| ancestral)|dpm\+\+|dpmpp|ddim|unipc|lms karras|heun|plms|karras|ksampler)\b", 1),
        (
            r"negative[ _]?prompts?\"?\s?[:=]|negativer prompt\s?:|(?:反向|负面|負面)提示词?|ネガティブプロンプト|prompt negativo\s?:|prompt négatif\s?:|негативный промпт",
            2,
        ),
        (
            r"\b(?:model hash|vae hash|lora hashes|ti hashes|clip skip|denoising(?: strength)?|hires (?:upscaler|steps|upscale|fix)|ensd|vae|style preset|refiner)\s?[:=]",
            1,
        ),
        (
            r"\b(?:checkpoint|ckpt(?:_name)?|lora|embedding|model(?:_name)?|unet)\"?\s?[:=]\s?\"?[\w .\-/]{1,60}\.(?:safetensors|ckpt|pt|gguf)\b",
            2,
        ),
        (r"<(?:lora|lyco|hypernet):[^>\n]{1,80}>", 3),
        (r"\"(?:class_type|inputs|latent_image|_meta)\"\s?:", 2),
        (r"\b(?:top_p|top_k|repetition_penalty|frequency_penalty|min_p|logit_bias|max_(?:new_)?tokens|temperature)\"?\s?[:=]\s?\d", 0.5),
        (r"\b(?:size|resolution|width|height|aspect ratio)\"?\s?[:=]\s?\"?\d{2,4}", 0.5),
        (r"(?:^|\s)prompt\"?\s?[:=]\s?\S", 0.75),
    )
)
_FLAG = re.compile(
    r"(?<!\S)(?:--|—|––)\s?(ar|aspect|seed|v|version|s|stylize|c|chaos|no|q|quality|niji|style|iw|weird|tile|cref|sref|cw|sw|stop|raw|p|w|h|uplight|hd"
    r"|prompt|negative_prompt|n_iter|ddim_steps|steps|scale|ckpt|n_samples|plms|sampler|cfg|cfg-scale)(?=\s|$)",
    re.IGNORECASE,
)
_WEIGHTED = re.compile(r"[(\[]{1,3}[^()\[\]:\n]{1,60}:\s?\d\.\d{1,2}[)\]]|\({2,4}[^()\n]{2,60}\){2,4}|\w::-?\d")
_QUALITY = re.compile(
    r"\b(?:masterpiece|best quality|ultra[- ]?detailed|highly detailed|intricate details?|8k|4k uhd|hdr|octane render|unreal engine|trending on artstation|artstation"
    r"|photorealistic|hyper[- ]?realistic|sharp focus|depth of field|bokeh|cinematic lighting|volumetric lighting|studio lighting|raw photo|dslr|film grain"
    r"|worst quality|low quality|lowres|bad anatomy|bad hands|extra fingers|extra limbs|mutated hands|deformed|blurry|watermark|jpeg artifacts|1girl|1boy"
    r"|solo|absurdres|highres|concept art|digital painting|35mm|85mm|f/1\.\d)\b",
    re.IGNORECASE,
)


def found_in(text: str) -> bool:
    """Whether the text holds three or more of the settings, or a prompt in the form that generators take."""
    if len(set(_FLAG.findall(text.lower()))) >= 2:
        return True
    return _weight(text) >= ENOUGH


def _weight(text: str) -> float:
    weight = sum(weight for pattern, weight in _PARTS if pattern.search(text))
    weight += 1.5 * min(len(_WEIGHTED.findall(text)), 2)
    qualities = len({quality.lower() for quality in _QUALITY.findall(text)})
    return weight + (qualities / 2 if qualities >= 3 else 0) * (1 if text.count(",") >= 4 else 0.5)
