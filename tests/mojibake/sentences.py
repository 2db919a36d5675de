"""Sentences written for these tests, by language, and the codecs of each language."""

from __future__ import annotations

UTF8_CODECS = (
    "latin-1",
    "cp1252",
    "mac_roman",
    "cp1250",
    "cp1251",
    "cp1253",
    "cp1254",
    "iso8859-2",
    "iso8859-15",
    "cp437",
    "cp850",
    "cp866",
    "koi8-r",
)

RARE_CODECS = (
    "cp852",
    "cp737",
    "cp1255",
    "cp1256",
    "cp1257",
    "cp1258",
    "cp874",
    "koi8-u",
    "mac_cyrillic",
    "mac_latin2",
    "mac_greek",
    "iso8859-5",
    "iso8859-13",
)

CLEAN: dict[str, tuple[str, ...]] = {
    "de": (
        "Die Kanzlerin sprach am Freitag über die Zukunft der Bahnhöfe in Thüringen.",
        "„Wir müssen schneller werden“, sagte der Geschäftsführer während der Prüfung.",
        "Außerdem soll die Brücke für Fußgänger noch vor Weihnachten geöffnet werden.",
        "Das Gericht verhängte eine Geldstrafe von 4500 € gegen den früheren Händler.",
    ),
    "fr": (
        "Les élèves du collège ont été reçus à la mairie, où le préfet les a félicités.",
        "La sécheresse inquiète déjà les agriculteurs de la vallée, privés d'eau depuis août.",
        "« Nous n'avons rien caché », a déclaré la présidente à l'issue de la réunion.",
        "Le théâtre fermera ses portes à l'été, après près de trente années de spectacles.",
    ),
    "es": (
        "El presidente anunció que la investigación terminará a mediados de año.",
        "Los niños de la región podrán volver mañana a las aulas después de la inundación.",
        "La compañía perdió más de un millón de euros en el último trimestre, según el informe.",
    ),
    "pt": (
        "A eleição em São Paulo não terá segundo turno, segundo as últimas informações.",
        "Os avós da criança vão receber uma indenização após a decisão do tribunal.",
        "A produção de café caiu à metade por causa da seca na região.",
    ),
    "it": (
        "La città di Forlì sarà chiusa al traffico perché il fiume è uscito dagli argini.",
        "Il ministro ha detto che la libertà di stampa non può essere messa in dubbio.",
        "Così, dopo più di vent'anni, la verità è venuta alla luce lunedì mattina.",
    ),
    "sv": (
        "Polisen grep två män på Öland efter att en båt hade stulits i går kväll.",
        "Många väljare är trötta på löften som ändå aldrig hålls, visar mätningen.",
    ),
    "da": (
        "Færgen til Ærø sejlede først igen, da stormen havde lagt sig søndag aften.",
        "Regeringen vil gøre det billigere at køre på arbejde med tog fra næste år.",
    ),
    "pl": (
        "Sąd uznał, że właściciel kamienicy nie mógł wiedzieć o zagrożeniu pożarem.",
        "Mieszkańcy Łodzi od środy będą płacić więcej za śmieci, ogłosił urząd.",
        "Dwóch mężczyzn w ciężkim stanie trafiło do szpitala po wypadku pod Żywcem.",
    ),
    "cs": (
        "Ministr řekl, že vláda příští týden předloží návrh zákona o důchodech.",
        "Hasiči zasahovali u požáru skladiště, škoda přesáhne dvě stě miliónů korun.",
        "Nejvyšší soud žalobu zamítl, protože důkazy byly získány nezákonně.",
    ),
    "ro": (
        "Guvernul a hotărât să amâne măsura până după sărbători, a anunţat ministrul.",
        "Şoferul fugise de la locul faptei, dar a fost găsit la câteva ore după accident.",
        "Ploile abundente au făcut pagube în mai multe localităţi din judeţ.",
    ),
    "hr": (
        "Gradonačelnik je najavio da će škole u četvrtak ostati zatvorene zbog štrajka.",
        "Više od šezdeset kuća ostalo je bez struje nakon olujnog nevremena u Slavoniji.",
        "Županijski sud odlučio je da će se žalba razmatrati već sljedeći tjedan.",
    ),
    "hu": (
        "A bíróság szerint a cégvezető tudhatott a könyvelésből hiányzó összegről.",
        "Az erdőtüzet csak hajnalra sikerült eloltani, egy tűzoltó könnyebben megsérült.",
        "A jövő héten újabb tüntetést szerveznek a tanárok a fizetésük miatt.",
    ),
    "tr": (
        "Başbakan dün akşam yaptığı açıklamada seçimlerin ertelenmeyeceğini söyledi.",
        "Şehirdeki ağaçların kesilmesine karşı çıkanlar belediyenin önünde toplandı.",
        "Yağış nedeniyle kapanan yol, ekiplerin çalışmasıyla öğleden sonra açıldı.",
    ),
    "ru": (
        "Правительство отложило решение о новом налоге до конца следующего месяца.",
        "Эксперты считают, что цены на зерно вырастут уже этой осенью, пишет газета.",
        "Жители посёлка жалуются на шум и пыль от строительства дороги.",
        "Суд приговорил бывшего чиновника к пяти годам и крупному штрафу.",
    ),
    "uk": (
        "Уряд планує завершити ремонт мосту до початку нового навчального року.",
        "Мешканці міста скаржаться, що їхні будинки досі без води й опалення.",
    ),
    "bg": (
        "Кметът обяви, че строежът на новата болница ще започне през пролетта.",
        "Синоптиците предупреждават за силен вятър и валежи в южните области.",
    ),
    "el": (
        "Η κυβέρνηση ανακοίνωσε ότι τα νέα μέτρα θα ισχύσουν από την επόμενη εβδομάδα.",
        "Οι κάτοικοι του χωριού ζητούν να ξανανοίξει το σχολείο μετά τις πλημμύρες.",
    ),
    "he": (
        "ראש העיר הודיע כי הגשר החדש ייפתח לתנועה לפני סוף השנה הבאה.",
        "תושבי השכונה מתלוננים על הרעש ועל האבק מאתר הבנייה הגדול.",
    ),
    "ar": (
        "أعلنت الحكومة أن المدارس ستفتح أبوابها من جديد الأسبوع المقبل.",
        "قال الوزير إن الأسعار سترتفع قليلا في نهاية هذا العام بسبب الجفاف.",
    ),
    "th": ("รัฐบาลประกาศเลื่อนการเลือกตั้งออกไปจนถึงสิ้นปีเนื่องจากน้ำท่วมใหญ่",),
    "hi": ("सरकार ने कहा कि नई सड़क का काम अगले महीने शुरू होगा और लोगों को राहत मिलेगी।",),
    "ja": (
        "政府は来年度の予算案について、今週中に結論を出す方針を明らかにした。",
        "台風の影響で、九州地方では朝から激しい雨が降り続いている。",
        "市長は記者会見で、新しい図書館の建設を来年から始めると述べた。",
    ),
    "zh": (
        "市政府宣布，新的地铁线路将于明年春天开始建设，预计三年内完工。",
        "受台风影响，今天上午多趟列车停运，旅客需要等待通知。",
        "专家认为，粮食价格在今年秋天以后还会继续上涨。",
    ),
    "ko": (
        "정부는 내년 예산안을 이번 주 안에 확정하겠다고 밝혔다.",
        "태풍의 영향으로 오늘 아침부터 남부 지방에 많은 비가 내리고 있다.",
    ),
}

LEGACY = (
    ("cp1251", "cp1252", ("ru", "bg")),
    ("cp1251", "koi8-r", ("ru", "bg")),
    ("koi8-r", "cp1251", ("ru", "bg")),
    ("koi8-r", "cp1252", ("ru",)),
    ("cp866", "cp1251", ("ru",)),
    ("cp1251", "cp866", ("ru",)),
    ("cp1250", "cp1252", ("pl", "cs", "ro", "hr", "hu")),
    ("iso8859-2", "cp1252", ("pl", "cs", "hr")),
    ("iso8859-2", "cp1250", ("pl", "cs", "hr")),
    ("cp1252", "latin-1", ("de",)),
    ("mac_roman", "cp1252", ("de", "fr", "es", "it", "pt", "sv", "da")),
    ("cp1252", "mac_roman", ("de", "fr", "es", "it", "pt", "sv", "da")),
    ("mac_roman", "latin-1", ("de", "fr", "es", "pt", "sv")),
    ("cp850", "cp1252", ("fr", "es", "pt", "sv", "da")),
    ("cp1252", "cp850", ("de", "fr", "es", "pt", "sv", "da")),
    ("cp1253", "cp1252", ("el",)),
    ("cp1254", "cp1252", ("tr",)),
    ("cp1255", "cp1252", ("he",)),
    ("cp874", "cp1252", ("th",)),
    ("cp932", "cp1252", ("ja",)),
    ("euc_jp", "latin-1", ("ja",)),
    ("gb18030", "cp1252", ("zh",)),
    ("cp949", "cp1252", ("ko",)),
    ("cp932", "gb18030", ("ja",)),
    ("cp949", "gb18030", ("ko",)),
    ("cp1252", "cp1251", ("de", "fr", "es", "it", "pt", "sv", "da")),
    ("cp1252", "cp1253", ("de", "fr", "es", "it", "pt", "sv", "da")),
    ("cp1252", "cp437", ("de", "fr", "es", "it", "pt")),
    ("cp1252", "koi8-r", ("de", "fr", "es", "pt", "sv", "da")),
    ("mac_roman", "cp850", ("de", "fr", "es", "it", "pt", "sv")),
    ("cp1251", "mac_roman", ("ru", "bg", "uk")),
    ("cp1251", "cp1254", ("ru", "bg", "uk")),
    ("cp1253", "cp1254", ("el",)),
    ("cp1255", "cp1254", ("he",)),
    ("cp1250", "cp1254", ("pl", "cs", "hu")),
)
"""Legacy codec, the codec it was read in, languages."""

MULTIBYTE = frozenset({"gb18030", "cp932", "euc_jp", "cp949", "utf-8"})


def characters(codec: str) -> list[str]:
    """Byte to character as browsers read it: what a codec leaves undefined is a control."""
    return [bytes([byte]).decode(codec, "ignore") or chr(byte) for byte in range(256)]


def encode(text: str, codec: str) -> bytes | None:
    """Write *text* in *codec*, undefined bytes included; ``None`` if it cannot be."""
    if codec in MULTIBYTE:
        try:
            return text.encode(codec)
        except UnicodeEncodeError:
            return None
    byte_of = {character: byte for byte, character in enumerate(characters(codec))}
    if not all(character in byte_of for character in text):
        return None
    return bytes(byte_of[character] for character in text)


def misread(text: str, *steps: str) -> str | None:
    """Write in the first codec, read in the second, and so on; ``None`` if it cannot be."""
    for written, read in zip(steps[::2], steps[1::2], strict=True):
        data = encode(text, written)
        if data is None:
            return None
        if read in MULTIBYTE:
            try:
                text = data.decode(read)
            except UnicodeDecodeError:
                return None
        else:
            table = characters(read)
            text = "".join(table[byte] for byte in data)
    return text
