"""Paragraphs in twelve languages, put together from word lists and phrases of our own.

Fixed seed: the same 300 paragraphs every time.
"""

from __future__ import annotations

import random

SPACED = {
    "English": """
        grow revenue with the customers who stay, launch self-serve onboarding for small
        teams, reduce time-to-value from fourteen days to three, raise weekly active users
        by 25 %, make every release safe and boring, cut the cost of support per account,
        AVATAR, “quick wins”, hire engineers — and keep them, publish the roadmap each
        quarter, Tier-1 suppliers, Q3/Q4 forecasts, an honest check-in, don't ship what
        nobody uses, $1,250,000 in new bookings
    """,
    "German": """
        die Kundenzufriedenheit in der Lebensmittelabteilung spürbar erhöhen, Lieferzeiten
        auf zwei Werktage verkürzen, Geschäftsprozesse vereinfachen, Ausfallzeiten der
        Produktionsanlagen senken, 95 % der Anfragen am selben Tag beantworten,
        Wettbewerbsfähigkeit stärken, „kleine Schritte“, Fort- und Weiterbildung,
        Umsatzsteuervoranmeldung, größere Übersichtlichkeit
    """,
    "French": """
        augmenter la satisfaction des clients, réduire de moitié les délais de livraison,
        lancer l'offre en libre-service, « gagner vite », recruter et garder les meilleurs,
        améliorer la qualité dès l'origine, porter la marge à 35 %, être présent à
        l'étranger, au-delà du deuxième trimestre, c'est-à-dire avant l'été, où qu'ils
        soient
    """,
    "Spanish": """
        aumentar la satisfacción de los clientes, reducir los plazos de entrega a la mitad,
        ¿qué medimos cada semana?, lanzar la versión de autoservicio, contratar y retener
        talento, mejorar la calidad desde el origen, ¡sin atajos!, crecer un 20 % en el año,
        año tras año
    """,
    "Polish": """
        zwiększyć zadowolenie klientów, skrócić czas dostawy o połowę, uruchomić sprzedaż
        samoobsługową, źródła przychodów, żółte światło, ograniczyć koszty obsługi, poprawić
        jakość wdrożeń, „szybkie efekty”, w każdym kwartale, ćwiczyć odpowiedź na awarie
    """,
    "Turkish": """
        müşteri memnuniyetini artırmak, teslimat süresini yarıya indirmek, her çeyrekte
        ölçmek, güçlü bir ekip kurmak, ışıklı göstergeler, maliyetleri düşürmek, öğrenmeyi
        hızlandırmak, yeni pazarlara açılmak, İstanbul ofisini büyütmek
    """,
    "Russian": """
        повысить удовлетворённость клиентов, сократить сроки поставки вдвое, запустить
        самообслуживание, «быстрые победы», снизить расходы на поддержку, удержать ключевых
        людей, улучшить качество выпуска, выйти на новые рынки, 95 % ответов в тот же день
    """,
    "Greek": """
        να αυξήσουμε την ικανοποίηση των πελατών, να μειώσουμε τον χρόνο παράδοσης στο μισό,
        νέες αγορές, καλύτερη ποιότητα σε κάθε έκδοση, λιγότερα έξοδα υποστήριξης, «μικρά
        βήματα», κάθε τρίμηνο μετράμε
    """,
    "Arabic": """
        زيادة رضا العملاء, خفض مدة التسليم إلى النصف, إطلاق الخدمة الذاتية, تحسين جودة
        الإصدارات, تقليل تكلفة الدعم, توظيف المهندسين والاحتفاظ بهم, دخول أسواق جديدة,
        القياس كل ربع سنة
    """,
}
UNSPACED = {
    "Japanese": """
        お客様の満足度を高める、納期を半分に短縮する。セルフサービスを開始し、解約率を3%まで下げる。「小さな成功」を積み重ねる
        、優秀なエンジニアを採用して定着させる。サポート費用を削減、毎週の利用者数を増やす。品質をつくり込む、四半期ごとに振り返
        る。
    """,
    "Chinese": """
        提高客户满意度，将交付时间缩短一半。推出自助服务，降低流失率至3%。招聘并留住优秀工程师，改进每次发布的质量。“小步快跑
        ”，减少支持成本。每季度回顾目标，进入新的市场，增加每周活跃用户。
    """,
    "Thai": """
        เพิ่มความพึงพอใจของลูกค้า ลดเวลาจัดส่งลงครึ่งหนึ่ง เปิดบริการแบบช่วยตัวเอง
        ลดต้นทุนการสนับสนุน ปรับปรุงคุณภาพทุกรุ่น จ้างและรักษาวิศวกรที่ดี เข้าสู่ตลาดใหม่
        วัดผลทุกไตรมาส
    """,
}
LANGUAGES = (*SPACED, *UNSPACED)
LATIN = ("English", "German", "French", "Spanish", "Polish", "Turkish")


def paragraphs(each: int = 25, seed: int = 2026) -> list[tuple[str, str]]:
    """(language, text): ``each`` paragraphs of 6 to 60 words in each of twelve languages."""
    chance = random.Random(seed)
    made = []
    for language, source in (SPACED | UNSPACED).items():
        phrases = _phrases(language, source)
        for number in range(each):
            target = 40 + number * 14
            parts: list[str] = []
            while sum(map(len, parts)) < target * (0.5 if language in UNSPACED else 1):
                parts.append(chance.choice(phrases))
            if language in ("Japanese", "Chinese"):
                made.append((language, "".join(parts)))
            elif language == "Thai":
                made.append(
                    (language, " ".join("".join(parts[i : i + 2]) for i in range(0, len(parts), 2)))
                )
            else:
                mark = "، " if language == "Arabic" else ", "
                text = mark.join(parts) + "."
                made.append((language, text[0].upper() + text[1:]))
    return made


def _phrases(language: str, source: str) -> list[str]:
    text = " ".join(source.split())
    if language in ("Japanese", "Chinese"):
        joined = text.replace(" ", "")
        cut = "".join(c + "\n" if c in "、。，" else c for c in joined)
        return [part for part in cut.split("\n") if part]
    if language == "Thai":
        return text.split(" ")
    return [part.strip() for part in text.split(", ")]
