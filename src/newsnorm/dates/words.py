"""Words that CLDR as packaged does not hold: other calendars, zones, labels, units.

Every line is kind, value, language and names; the kinds are those of
``scripts/build_date_names.py`` and these: j Jalali month, h Hijri month, z zone
(minutes east of UTC, or ? and the regions that decide), c label (p published, m
modified, d duration), u unit after a number (h hour, m minute, s second, D day,
M month, Y year), # number word.
"""

from __future__ import annotations

# ruff: noqa: E501  (a table)

PRESS = frozenset(
    (
        "af am ar as az be bg bn bs ca cs cy da de el en es et eu fa fi fil fr ga gl gu ha he "
        "hi hr hu hy id is it ja ka kk km kn ko ky lo lt lv mk ml mn mr ms my nb ne nl nn no "
        "or pa pl ps pt ro ru rw si sk sl so sq sr sv sw ta te tg th tk tr uk ur uz vi xh yo "
        "zh zu "
    ).split()
)
"""Languages with much press: their names are preferred where the language is not declared."""


def _months(kind: str, language: str, names: str) -> list[tuple[str, str, str, tuple[str, ...]]]:
    return [
        (kind, str(number), language, tuple(variants.split("/")))
        for number, variants in enumerate(names.split(), 1)
    ]


def _spaced(text: str) -> tuple[str, ...]:
    return tuple(text.replace("_", " ").split("|"))


EXTRA: list[tuple[str, str, str, tuple[str, ...]]] = [
    *[("m", str(number), "", (f"M{number:02d}",)) for number in range(1, 13)],
    *_months(
        "j",
        "fa",
        "فروردین اردیبهشت خرداد تیر مرداد/امرداد شهریور مهر آبان آذر دی بهمن اسفند",
    ),
    *_months(
        "j",
        "ps",
        "وری/حمل غویی/ثور غبرګولی/جوزا چنګاښ/سرطان زمری/اسد وږی/سنبله تله/میزان لړم/عقرب لیندۍ/قوس مرغومی/جدی سلواغه/دلو کب/حوت",
    ),
    *[
        ("h", str(n), "ar", names)
        for n, names in enumerate(
            [
                ("محرم", "المحرم", "muharram", "muharrem"),
                ("صفر", "safar", "safer"),
                ("ربيع الأول", "ربیع‌الاول", "rabi al-awwal", "rebiülevvel", "rabiul awal"),
                (
                    "ربيع الآخر",
                    "ربيع الثاني",
                    "ربیع‌الثانی",
                    "rabi al-thani",
                    "rebiülahir",
                    "rabiul akhir",
                ),
                ("جمادى الأولى", "جمادی‌الاول", "jumada al-ula", "cemaziyelevvel", "jumadil awal"),
                (
                    "جمادى الآخرة",
                    "جمادى الثانية",
                    "جمادی‌الثانی",
                    "jumada al-thani",
                    "cemaziyelahir",
                    "jumadil akhir",
                ),
                ("رجب", "rajab", "recep"),
                ("شعبان", "shaban", "sha'ban", "şaban", "syaban"),
                ("رمضان", "ramadan", "ramazan", "ramadhan"),
                ("شوال", "shawwal", "şevval", "syawal"),
                (
                    "ذو القعدة",
                    "ذي القعدة",
                    "ذی‌القعده",
                    "ذوالقعدة",
                    "dhu al-qadah",
                    "zilkade",
                    "zulkaidah",
                ),
                (
                    "ذو الحجة",
                    "ذي الحجة",
                    "ذی‌الحجه",
                    "ذوالحجة",
                    "dhu al-hijjah",
                    "zilhicce",
                    "zulhijah",
                ),
            ],
            1,
        )
    ],
    # ------------------------------------------------------------ zones: minutes east of UTC
    ("z", "0", "", ("utc", "gmt", "z", "ut", "wet", "zulu")),
    ("z", "60", "", ("cet", "mez", "met", "wat", "west", "mgz")),
    ("z", "120", "", ("cest", "mesz", "eet", "cat", "sast", "mest")),
    ("z", "180", "", ("eest", "msk", "мск", "eat", "trt", "oesz")),
    ("z", "210", "", ("irst",)),
    ("z", "240", "", ("gst",)),
    ("z", "300", "", ("pkt",)),
    ("z", "345", "", ("npt",)),
    ("z", "420", "", ("wib", "ict")),
    ("z", "480", "", ("wita", "sgt", "hkt", "pht", "awst")),
    ("z", "540", "", ("jst", "kst", "wit")),
    ("z", "570", "", ("acst",)),
    ("z", "600", "", ("aest",)),
    ("z", "660", "", ("aedt",)),
    ("z", "720", "", ("nzst",)),
    ("z", "780", "", ("nzdt",)),
    ("z", "-180", "", ("brt", "art")),
    ("z", "-150", "", ("ndt",)),
    ("z", "-210", "", ("nst",)),
    ("z", "-240", "", ("edt",)),
    ("z", "-300", "", ("est", "cdt")),
    ("z", "-360", "", ("mdt",)),
    ("z", "-420", "", ("pdt", "mst")),
    ("z", "-480", "", ("pst", "akdt")),
    ("z", "-540", "", ("akst",)),
    ("z", "-600", "", ("hst",)),
    ("z", "?IN330 IE60 IL120 LK330", "", ("ist",)),
    ("z", "?US-360 CA-360 MX-360 CN480 TW480", "", ("cst",)),
    ("z", "?GB60 BD360", "", ("bst",)),
    ("z", "?", "", ("et", "pt", "ct", "bst", "wast", "ast")),
    # ------------------------------------------------------------ labels
    (
        "c",
        "m",
        "",
        _spaced(
            "updated|update|modified|last_modified|edited|revised|aktualisiert|aktualisierung|geändert|bearbeitet|"
            "mis_à_jour|mise_à_jour|modifié|actualisé|actualizado|actualizada|modificado|modificada|actualización|"
            "atualizado|atualizada|atualização|modifica|modificato|aggiornato|aggiornata|aggiornamento|"
            "bijgewerkt|gewijzigd|laatste_update|uppdaterad|ändrad|oppdatert|opdateret|ændret|päivitetty|muokattu|"
            "aktualizacja|zaktualizowano|aktualizováno|aktualizace|upraveno|aktualizované|frissítve|frissült|"
            "обновлено|обновлен|изменено|оновлено|змінено|актуализирано|обновена|ажурирано|ažurirano|posodobljeno|"
            "actualizat|actualizată|modificat|ενημερώθηκε|τελευταία_ενημέρωση|güncelleme|güncellendi|güncellenme|son_güncelleme|"
            "diperbarui|dikemaskini|cập_nhật|آخر_تحديث|تحديث|محدث|به‌روزرسانی|بروزرسانی|آخرین_به‌روزرسانی|עודכן|עדכון|"
            "अपडेटेड|अद्यतन|अपडेट|আপডেট|হালনাগাদ|अद्ययावत|புதுப்பிக்கப்பட்டது|อัปเดต|อัพเดต|ปรับปรุง|更新|最終更新|更新日|수정|업데이트|최종수정|"
            "atnaujinta|atjaunots|atjaunināts|uuendatud|muudetud|date_modified|datemodified|modified_time|lastmod|updated_at"
        ),
    ),
    (
        "c",
        "p",
        "",
        _spaced(
            "published|publish|posted|first_published|created|veröffentlicht|publiziert|erschienen|erstellt|erstmals_veröffentlicht|"
            "publié|publiée|paru|publicado|publicada|publicación|publicação|pubblicato|pubblicata|pubblicazione|"
            "gepubliceerd|geplaatst|publicerad|publisert|publiceret|udgivet|julkaistu|opublikowano|publikacja|data_publikacji|"
            "publikováno|vydáno|publikované|zverejnené|közzétéve|megjelent|опубликовано|дата_публикации|опубліковано|публикувано|објављено|"
            "objavljeno|publicat|publicată|δημοσιεύθηκε|δημοσίευση|yayınlanma|yayınlandı|yayın|giriş|oluşturulma|"
            "dipublikasikan|diterbitkan|diterbit|ngày_đăng|đăng|نشر|تاريخ_النشر|نُشر|تاریخ_انتشار|انتشار|פורסם|प्रकाशित|প্রকাশিত|প্রকাশ|वெளியிடப்பட்டது|"
            "เผยแพร่|公開|発行|掲載|发布|發布|发表|입력|등록|게시|paskelbta|publicēts|avaldatud|date_published|datepublished|published_time|pubdate"
        ),
    ),
    (
        "c",
        "d",
        "",
        _spaced("duration|lesedauer|lesezeit|length|dauer|durée|duración|duração|durata|länge"),
    ),
    # ------------------------------------------------------------ units right after a number, beside CLDR's
    (
        "u",
        "h",
        "",
        _spaced(
            "h|hrs|hr|uhr|uur|ч|часов|時|时|시|點|点|giờ|klo|godz|โมง|นาฬิกา|น|ໂມງ|u|hod|ur|val|heures|std"
        ),
    ),
    ("u", "m", "", _spaced("min|mins|분|分|minuten|phút|mn|minut|perc|хв|мин|mnt")),
    ("u", "s", "", _spaced("s|sec|secs|sek|秒|초|giây")),
    ("u", "y", "", _spaced("年|년|年度")),
    ("u", "M", "", _spaced("月|월")),
    ("u", "d", "", _spaced("日|일|号|號")),
    # ------------------------------------------------------------ literals beside CLDR's
    ("g", "", "fr", ("l",)),
    (
        "g",
        "",
        "",
        _spaced(
            "in|im|en|em|van|में|of|the|on|at|um|am|vom|den|der|le|du|de|del|dell|di|il|da|à|a_las|a_la|às|as|alle|alle_ore|ore|om|op|kl|klo|klokken|klockan|"
            "o|godz|v|ve|в|у|о|г|год|года|году|р|року|роки|рік|saat|pukul|jam|lúc|vào|ngày|tháng|năm|ob|u|في|الساعة|ساعت|سال|در|عند|בשעה|ב|"
            "στις|στο|à_partir|año|année|anno|ano|jahr|year|rok|roku|rokem|yılı|yil|tahun|τις|oră|ora|kello|kell|plkst|val|d|m|час|година|години|"
            "วันที่|เดือน|เวลา|พ.ศ.|ค.ศ.|ปี|เมื่อ|于|於|在|の|时间|時間|日期|date|datum|fecha|data|dated|time|uhrzeit|hora|heure|ayın|günü|tarih|tarihi"
        ),
    ),
    ("t", "", "", _spaced("uhr|hrs|hours|h|uur|heures|kl|klo|oras|oclock")),
    ("e", "令和", "", ("令和", "r.", "reiwa")[:1]),
    ("e", "平成", "", ("平成",)),
    ("e", "昭和", "", ("昭和",)),
    ("e", "大正", "", ("大正",)),
    ("e", "明治", "", ("明治",)),
    ("e", "民國", "", ("民國", "民国", "中華民國")),
    ("e", "buddhist", "", ("พ.ศ.", "พุทธศักราช", "b.e.")),
    ("e", "hijri", "", ("هـ", "هجرية", "هجري", "h.", "ah")[:3]),
    ("e", "jalali", "", ("هجری شمسی", "ه.ش", "خورشیدی", "شمسی")),
    # ------------------------------------------------------------ relative, beside CLDR's
    ("b", "-", "fr", _spaced("il_ya|moins_de|il_y_a_environ")),
    ("r", "-m", "fr", ("moins de # m",)),
    ("b", "-", "en", _spaced("now_-")),
    ("a", "-", "en", _spaced("before|earlier")),
    ("a", "-", "pt", _spaced("atrás")),
    ("a", "-", "es", _spaced("atrás")),
    (
        "#",
        "1",
        "",
        _spaced(
            "a|an|one|ein|eine|einem|einer|einen|un|une|uno|una|um|uma|een|en|ett|et|ena|jedną|jednou|jednu|jedné|один|одну|одна|"
            "един|една|егy|egy|bir|satu|se|یک|אחת|אחד|一|1個|ένα|μία|yksi|o|unei|vienu|vieną|ühe|tunnin"
        ),
    ),
    *[
        ("d", str(days), language, _spaced(names))
        for language, row in {
            "en": "day_before_yesterday yesterday today tomorrow day_after_tomorrow",
            "de": "vorgestern gestern heute morgen übermorgen",
            "fr": "avant-hier hier aujourd’hui|aujourd'hui demain après-demain",
            "es": "anteayer|antier|antes_de_ayer ayer hoy mañana pasado_mañana",
            "pt": "anteontem ontem hoje amanhã depois_de_amanhã",
            "it": "l’altro_ieri|l'altro_ieri|altroieri ieri oggi domani dopodomani",
            "nl": "eergisteren gisteren vandaag morgen overmorgen",
            "da": "i_forgårs i_går i_dag i_morgen i_overmorgen",
            "nb": "i_forgårs i_går i_dag i_morgen i_overmorgen",
            "nn": "i_førgår|i_forgårs i_går i_dag i_morgon i_overmorgon",
            "no": "i_forgårs i_går i_dag i_morgen i_overmorgen",
            "sv": "i_förrgår|förrgår i_går|igår i_dag|idag i_morgon|imorgon i_övermorgon",
            "is": "í_fyrradag í_gær í_dag á_morgun eftir_tvo_daga",
            "fi": "toissapäivänä eilen tänään huomenna ylihuomenna",
            "et": "üleeile eile täna homme ülehomme",
            "lv": "aizvakar vakar šodien rīt parīt",
            "lt": "užvakar vakar šiandien rytoj poryt",
            "pl": "przedwczoraj wczoraj dzisiaj|dziś jutro pojutrze",
            "cs": "předevčírem včera dnes zítra pozítří",
            "sk": "predvčerom včera dnes zajtra pozajtra",
            "sl": "predvčerajšnjim včeraj danes jutri pojutrišnjem",
            "hr": "prekjučer jučer danas sutra prekosutra",
            "bs": "prekjučer jučer danas sutra prekosutra",
            "sr": "прекјуче|prekjuče јуче|juče данас|danas сутра|sutra прекосутра|prekosutra",
            "mk": "завчера вчера денес утре задутре",
            "bg": "завчера|онзи_ден вчера днес утре вдругиден",
            "ru": "позавчера вчера сегодня завтра послезавтра",
            "uk": "позавчора учора|вчора сьогодні завтра післязавтра",
            "be": "пазаўчора|заўчора учора|ўчора сёння|сення заўтра паслязаўтра",
            "ro": "alaltăieri ieri azi|astăzi mâine poimâine",
            "hu": "tegnapelőtt tegnap ma holnap holnapután",
            "el": "προχθές|προχτές χθες|χτες σήμερα αύριο μεθαύριο",
            "tr": "evvelsi_gün|önceki_gün dün bugün yarın öbür_gün",
            "az": "srağagün dünən bu_gün sabah birisi_gün",
            "sq": "pardje dje sot nesër pasnesër",
            "ca": "abans-d’ahir|abans-d'ahir ahir avui demà demà_passat",
            "gl": "antonte onte hoxe mañá pasadomañá",
            "eu": "herenegun atzo gaur bihar etzi",
            "ar": "أول_أمس|أول_من_أمس أمس اليوم غدا|غدًا بعد_غد|بعد_الغد",
            "fa": "پریروز دیروز امروز فردا پس‌فردا",
            "ur": "پرسوں گزشتہ_کل آج آئندہ_کل آنے_والا_پرسوں",
            "he": "שלשום אתמול היום מחר מחרתיים",
            "hi": "बीता_परसों कल_का|बीता_कल आज आने_वाला_कल आने_वाला_परसों",
            "bn": "গত_পরশু গতকাল আজ আগামীকাল আগামী_পরশু",
            "ta": "நேற்று_முன்_தினம் நேற்று இன்று நாளை நாளை_மறுநாள்",
            "th": "เมื่อวานซืน เมื่อวาน|เมื่อวานนี้ วันนี้ พรุ่งนี้ มะรืนนี้",
            "vi": "hôm_kia hôm_qua hôm_nay ngày_mai ngày_kia",
            "id": "kemarin_dulu|kemarin_lusa kemarin hari_ini besok lusa",
            "ms": "kelmarin semalam hari_ini esok lusa",
            "fil": "noong_isang_araw kahapon ngayong_araw|ngayon bukas sa_makalawa",
            "sw": "juzi jana leo kesho kesho_kutwa",
            "zh": "前天 昨天|昨日 今天|今日 明天 后天|後天",
            "ja": "一昨日|おととい 昨日|きのう 今日|本日 明日 明後日",
            "ko": "그저께|그제 어제 오늘 내일 모레",
            "ka": "გუშინწინ გუშინ დღეს ხვალ ზეგ",
            "hy": "նախանցյալ_օրը երեկ այսօր վաղը վաղը_չէ_մյուս_օրը",
            "kk": "алдыңғы_күні кеше бүгін ертең бүрсігүні",
            "uz": "avvalgi_kun kecha bugun ertaga indinga",
            "af": "eergister gister vandag môre oormôre",
            "as": "পৰহি কালি আজি কাইলৈ পৰহিলৈ",
            "ga": "arú_inné inné inniu amárach arú_amárach",
            "cy": "echdoe ddoe heddiw yfory drennydd",
            "mt": "- ilbieraħ illum għada -",
            "lb": "- gëschter haut muer -",
            "ne": "अस्ति हिजो आज भोलि पर्सि",
            "mr": "- काल आज उद्या -",
            "gu": "- ગઈકાલે આજે આવતીકાલે -",
            "pa": "- ਬੀਤਿਆ_ਕੱਲ੍ਹ ਅੱਜ ਭਲਕੇ -",
            "te": "మొన్న నిన్న ఈ_రోజు రేపు ఎల్లుండి",
            "kn": "ಮೊನ್ನೆ ನಿನ್ನೆ ಇಂದು ನಾಳೆ ನಾಡಿದ್ದು",
            "ml": "മിനിഞ്ഞാന്ന് ഇന്നലെ ഇന്ന് നാളെ മറ്റന്നാൾ",
            "si": "පෙරේදා ඊයේ අද හෙට අනිද්දා",
            "my": "တစ်နေ့က မနေ့က ယနေ့ မနက်ဖြန် သန်ဘက်ခါ",
            "km": "- ម្សិលមិញ ថ្ងៃនេះ ថ្ងៃស្អែក -",
            "lo": "ມື້ກ່ອນ ມື້ວານ ມື້ນີ້ ມື້ອື່ນ ມື້ຮື",
            "mn": "уржигдар өчигдөр өнөөдөр маргааш нөгөөдөр",
            "ky": "- кечээ бүгүн эртең -",
            "tk": "- düýn şu_gün ertir -",
            "am": "ከትናንት_ወዲያ ትናንት ዛሬ ነገ ከነገ_ወዲያ",
            "ps": "- پرون نن سبا -",
            "zu": "- izolo namhlanje kusasa -",
            "yo": "- àná òní ọ̀la -",
            "ha": "- jiya yau gobe -",
            "so": "- shalay maanta berri -",
            "asa": "- ighuo iyoo yavo -",
            "ak": "- ndeda ndɛ ɔkyena -",
        }.items()
        for days, names in enumerate(row.split(" "), -2)
        if names != "-"
    ],
    ("p", "18-24", "zh", _spaced("晚|晚间|晚上|晚間")),
    ("p", "5-11", "zh", _spaced("早|早上|上午")),
    *[
        ("m", str(number), "vi", ("tháng " + name,))
        for number, name in enumerate(
            "một hai ba tư năm sáu bảy tám chín mười mười_một mười_hai".replace(
                "_", "\u00a0"
            ).split(" "),
            1,
        )
    ],
    # ------------------------------------------------------------ spellings and forms beside CLDR's
    *[
        ("m", str(number), language, (name,))
        for language, names in {
            "bn": "জানুয়ারি ফেব্রুয়ারি",
            "pa": "- ਫਰਵਰੀ",
            "ha": "- fabrairu",
            "ka": "იანვარს თებერვალს მარტს აპრილს მაისს ივნისს ივლისს აგვისტოს სექტემბერს "
            "ოქტომბერს ნოემბერს დეკემბერს",
            "tg": "январи феврали марти апрели майи июни июли августи сентябри октябри ноябри "
            "декабри",
            "ky": "январы февралы марты апрели майы июну июлу августу сентябры октябры ноябры "
            "декабры",
            "eu": "urtarrilak otsailak martxoak apirilak maiatzak ekainak uztailak abuztuak "
            "irailak urriak azaroak abenduak",
            "sl": "januarja februarja marca aprila maja junija julija avgusta septembra oktobra "
            "novembra decembra",
        }.items()
        for number, name in enumerate(names.split(" "), 1)
        if name != "-"
    ],
    *[("m", str(number), "mn", (f"{number} сарын", f"{number} сар")) for number in range(1, 13)],
    ("u", "y", "kk", _spaced("жылғы|жылы|жыл")),
    ("u", "y", "ky", _spaced("жылдын|жылы|жыл")),
    ("g", "", "ky", ("жылдын",)),
    ("u", "y", "tg", _spaced("соли|сол")),
    ("g", "", "tg", ("соли",)),
    ("t", "", "sw", ("saa",)),
    ("u", "y", "tt", _spaced("елның|елның|ел")),
    ("g", "", "km", _spaced("ថ្ងៃទី|ថ្ងៃ|ខែ|ឆ្នាំ")),
    ("g", "", "lo", _spaced("ວັນທີ|ເດືອນ|ປີ")),
    ("g", "", "ha", _spaced("ga|watan|ga_watan")),
    ("p", "0-12", "bn", ("এএম",)),
    ("p", "12-24", "bn", ("পিএম",)),
    ("p", "0-12", "hi", ("एएम",)),
    ("p", "12-24", "hi", ("पीएम",)),
]
