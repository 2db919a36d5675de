"""Sentences written for these tests, with the codecs that were used for their languages."""

from __future__ import annotations

WESTERN = ("windows-1252", "iso-8859-15", "macintosh", "ibm850")
CENTRAL = ("windows-1250", "iso-8859-2")
RUSSIAN = ("windows-1251", "koi8-r", "ibm866", "iso-8859-5")
BALTIC = ("windows-1257", "iso-8859-13")

LANGUAGES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "de": (
        WESTERN,
        (
            "Der Bürgermeister eröffnete am Dienstag die größte Bücherei der Stadt.",
            "Die Züge fahren wegen des Sturms später, heißt es bei der Bahn.",
            "Über die Höhe der Gebühren müssen die Räte im März abstimmen.",
        ),
    ),
    "fr": (
        WESTERN,
        (
            "Le théâtre rouvrira ses portes au début de l'été, après une année de travaux.",
            "Les pêcheurs ont été reçus à la préfecture où ils ont exposé leurs problèmes.",
            "La mère et l'élève ont quitté l'hôpital en début de soirée.",
        ),
    ),
    "es": (
        WESTERN,
        (
            "El alcalde inauguró ayer el museo más pequeño de la región.",
            "La inundación dejó sin luz a miles de niños en el país, según el ministro.",
            "Mañana habrá una votación sobre el futuro del puente.",
        ),
    ),
    "pt": (
        WESTERN,
        (
            "A eleição não terá segundo turno, informou o tribunal na manhã de terça.",
            "As estações de trem serão fechadas até amanhã por causa da tempestade.",
            "O número de leitores cresceu em todo o país, diz a associação.",
        ),
    ),
    "sv": (
        WESTERN,
        (
            "Färjan går inte över sundet så länge stormen håller i sig.",
            "Kommunen bygger en ny förskola på ön nästa år.",
            "Fågeln flög över ån när björnen åt blåbär i skogen.",
        ),
    ),
    "pl": (
        CENTRAL,
        (
            "Wójt otworzył w środę nową szkołę, którą budowano przez pięć lat.",
            "Mieszkańcy chcą, żeby most został zamknięty dla ciężarówek.",
            "Książka trafiła już do wszystkich bibliotek w województwie.",
        ),
    ),
    "cs": (
        CENTRAL,
        (
            "Starosta včera otevřel největší knihovnu v celém kraji.",
            "Vlaky kvůli vichřici nejezdí a cestující čekají na nádražích.",
            "Příští týden rozhodne zastupitelstvo o výši poplatků.",
        ),
    ),
    "hu": (
        CENTRAL,
        (
            "A polgármester szerdán nyitotta meg a megye legnagyobb könyvtárát.",
            "A vihar miatt több ezer háztartás maradt áram nélkül az éjszaka.",
            "Jövő hétfőn döntenek a díjak emeléséről, közölte a szóvivő.",
        ),
    ),
    "ro": (
        CENTRAL,
        (
            "Primarul a deschis ieri cea mai mare bibliotecă din judeţ.",
            "Trenurile nu circulă din cauza furtunii, iar călătorii aşteaptă în gări.",
            "Şcoala nouă va fi gata până la sfârşitul anului, au anunţat autorităţile.",
        ),
    ),
    "hr": (
        CENTRAL,
        (
            "Načelnik je jučer otvorio najveću knjižnicu u županiji.",
            "Vlakovi zbog oluje ne voze, a putnici čekaju na kolodvorima.",
            "Sljedeći tjedan odlučuje se o visini pristojbi, kažu iz općine.",
        ),
    ),
    "tr": (
        ("windows-1254", "ibm857"),
        (
            "Belediye başkanı dün ilçenin en büyük kütüphanesini açtı.",
            "Fırtına yüzünden seferler iptal edildi, yolcular istasyonda bekliyor.",
            "Gelecek hafta ücretlerin artırılıp artırılmayacağı görüşülecek.",
        ),
    ),
    "lt": (
        BALTIC,
        (
            "Meras vakar atidarė didžiausią rajono biblioteką.",
            "Dėl audros traukiniai nevažiuoja, keleiviai laukia stotyse.",
            "Kitą savaitę taryba spręs, ar didinti mokesčius žmonėms.",
        ),
    ),
    "lv": (
        BALTIC,
        (
            "Mērs vakar atklāja lielāko bibliotēku novadā.",
            "Vētras dēļ vilcieni nekursē, un pasažieri gaida stacijās.",
            "Nākamnedēļ lems, vai paaugstināt maksu iedzīvotājiem.",
        ),
    ),
    "ru": (
        RUSSIAN,
        (
            "Мэр открыл во вторник самую большую библиотеку города.",
            "Из-за бури поезда не ходят, пассажиры ждут на вокзалах.",
            "На следующей неделе совет решит, повышать ли плату за проезд.",
        ),
    ),
    "uk": (
        ("windows-1251", "koi8-u"),
        (
            "Міський голова відкрив учора найбільшу бібліотеку області.",
            "Через негоду потяги не ходять, і пасажири чекають на вокзалах.",
            "Її мешканці цього року їздитимуть до лікарні новою дорогою.",
        ),
    ),
    "bg": (
        ("windows-1251", "iso-8859-5"),
        (
            "Кметът откри вчера най-голямата библиотека в областта.",
            "Заради бурята влаковете не се движат и пътниците чакат на гарите.",
            "Следващата седмица съветът ще реши дали да увеличи таксите.",
        ),
    ),
    "el": (
        ("windows-1253", "iso-8859-7"),
        (
            "Ο δήμαρχος εγκαινίασε χθες τη μεγαλύτερη βιβλιοθήκη της πόλης.",
            "Λόγω της κακοκαιρίας τα τρένα δεν κινούνται και οι επιβάτες περιμένουν.",
            "Την επόμενη εβδομάδα θα αποφασιστεί το ύψος των τελών.",
        ),
    ),
    "he": (
        ("windows-1255",),
        (
            "ראש העיר פתח אתמול את הספרייה הגדולה ביותר באזור.",
            "בגלל הסערה הרכבות אינן נוסעות והנוסעים ממתינים בתחנות.",
            "בשבוע הבא תחליט המועצה אם להעלות את האגרות.",
        ),
    ),
    "ar": (
        ("windows-1256", "iso-8859-6"),
        (
            "افتتح رئيس البلدية أمس أكبر مكتبة في المدينة.",
            "توقفت القطارات بسبب العاصفة وانتظر المسافرون في المحطات.",
            "سيقرر المجلس في الأسبوع المقبل رفع الرسوم على السكان.",
        ),
    ),
    "th": (
        ("windows-874",),
        (
            "นายกเทศมนตรีเปิดห้องสมุดที่ใหญ่ที่สุดของเมืองเมื่อวานนี้",
            "รถไฟหยุดวิ่งเพราะพายุ ผู้โดยสารต้องรออยู่ที่สถานี",
            "สัปดาห์หน้าสภาจะตัดสินใจเรื่องการขึ้นค่าธรรมเนียม",
        ),
    ),
    "ja": (
        ("shift_jis", "euc-jp"),
        (
            "市長は昨日、県内で最も大きい図書館を開いた。",
            "嵐のため電車が止まり、乗客は駅で待っています。",
            "来週の会議で料金の値上げについて決める予定だ。",
        ),
    ),
    "zh-Hans": (
        ("gb18030",),
        (
            "市长昨天为全省最大的图书馆揭幕。",
            "由于暴风雨，火车停运，旅客在车站等候。",
            "下周议会将决定是否提高收费标准。",
        ),
    ),
    "zh-Hant": (
        ("big5",),
        (
            "市長昨天為全省最大的圖書館揭幕。",
            "由於暴風雨，火車停駛，旅客在車站等候。",
            "下週議會將決定是否提高收費標準。",
        ),
    ),
    "ko": (
        ("euc-kr",),
        (
            "시장은 어제 도에서 가장 큰 도서관의 문을 열었다.",
            "폭풍 때문에 기차가 멈춰 승객들이 역에서 기다리고 있다.",
            "다음 주에 의회가 요금 인상 여부를 결정할 예정이다.",
        ),
    ),
}

CASES = [
    (language, codec, sentence)
    for language, (codecs, sentences) in LANGUAGES.items()
    for codec in codecs
    for sentence in sentences
]
PARAGRAPHS = {language: "\n".join(sentences) for language, (_, sentences) in LANGUAGES.items()}
