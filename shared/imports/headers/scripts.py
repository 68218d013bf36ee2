"""The same words in languages of other scripts: Cyrillic, Greek, Hebrew, Arabic, Thai, Hindi and of East Asia.

Sources: as of `latin`.
"""

RUSSIAN = """
    name: имя
    lastName: фамилия
    fullName: фио, полное имя, фамилия имя отчество, имя и фамилия, ф и о, фамилия имя, фамилия и имя
    email: электронная почта, эл почта, почта, адрес электронной почты, e mail, емейл, имейл, адрес эл почты,
        email адрес, e mail адрес
    mobile: мобильный телефон, мобильный, сотовый телефон, сотовый, моб телефон, моб тел, номер мобильного
    workPhone: рабочий телефон, телефон рабочий, служебный телефон
    phone: телефон, номер телефона, тел, контактный телефон
    homePhone: домашний телефон, телефон домашний
    position: должность, роль, позиция
    profession: профессия
    tags: теги, метки, ярлыки, ключевые слова
    categories: категории, группы
    customerNumber: номер клиента, код клиента
    company: компания, название компании, фирма, предприятие, место работы
    organisation: организация, название организации
    customer: клиент, заказчик
"""
UKRAINIAN = """
    name: ім'я, ім’я, імя
    lastName: прізвище
    fullName: піб, повне ім'я, прізвище ім'я по батькові, прізвище та ім'я, ім'я та прізвище
    email: електронна пошта, ел пошта, пошта, адреса електронної пошти, e mail адреса, email адреса, адреса e mail
    mobile: мобільний телефон, мобільний, моб телефон
    workPhone: робочий телефон
    phone: телефон, номер телефону
    position: посада
    profession: професія
    tags: теги, мітки
    customerNumber: номер клієнта, код клієнта
    company: компанія, назва компанії, підприємство, фірма
    organisation: організація
    customer: клієнт, замовник
"""
BULGARIAN = """
    name: име, собствено име
    lastName: фамилия, фамилно име
    fullName: пълно име, име и фамилия, имена
    email: имейл, електронна поща, е поща, имейл адрес
    mobile: мобилен телефон, мобилен, gsm, джиесем
    phone: телефон, телефонен номер
    position: длъжност, позиция
    profession: професия
    tags: етикети, тагове
    customerNumber: клиентски номер, номер на клиент
    company: фирма, компания, име на фирмата, дружество
    organisation: организация
    customer: клиент
"""
SERBIAN_IN_CYRILLIC = """
    name: име
    lastName: презиме
    fullName: име и презиме
    email: е пошта, имејл, електронска пошта
    mobile: мобилни телефон, мобилни
    phone: телефон, број телефона
    position: радно место, позиција
    company: предузеће, фирма, компанија
    organisation: организација
"""
GREEK = """
    name: όνομα
    firstName: μικρό όνομα
    lastName: επώνυμο, επίθετο
    fullName: ονοματεπώνυμο, πλήρες όνομα
    email: ηλεκτρονικό ταχυδρομείο, ηλεκτρονική διεύθυνση, διεύθυνση email, ηλ ταχυδρομείο, διεύθυνση e mail
    mobile: κινητό, κινητό τηλέφωνο, αριθμός κινητού
    workPhone: τηλέφωνο εργασίας
    phone: τηλέφωνο, αριθμός τηλεφώνου, τηλ, σταθερό τηλέφωνο
    position: θέση, θέση εργασίας, ρόλος, τίτλος θέσης
    profession: επάγγελμα
    tags: ετικέτες
    customerNumber: αριθμός πελάτη, κωδικός πελάτη
    company: εταιρεία, επωνυμία, επιχείρηση, όνομα εταιρείας, εταιρία
    organisation: οργανισμός
    customer: πελάτης
"""
HEBREW = """
    firstName: שם פרטי
    lastName: שם משפחה, שם המשפחה
    fullName: שם מלא
    name: שם
    email: דואר אלקטרוני, אימייל, דוא"ל, דואל, מייל, כתובת אימייל, כתובת דואר אלקטרוני
    mobile: נייד, טלפון נייד, סלולרי, טלפון סלולרי, מספר נייד
    phone: טלפון, מספר טלפון
    position: תפקיד, תואר, המשרה
    tags: תגיות, תוויות
    customerNumber: מספר לקוח
    company: חברה, שם החברה, שם חברה
    organisation: ארגון
    customer: לקוח
"""
ARABIC = """
    firstName: الاسم الأول, الإسم الأول
    lastName: اسم العائلة, الاسم الأخير, اللقب, الكنية, إسم العائلة
    fullName: الاسم الكامل, الاسم بالكامل
    name: الاسم, اسم
    email: البريد الإلكتروني, البريد الالكتروني, بريد إلكتروني, الإيميل, عنوان البريد الإلكتروني, البريد, ايميل,
        إيميل
    mobile: الجوال, رقم الجوال, الهاتف المحمول, المحمول, الموبايل, هاتف محمول
    phone: الهاتف, رقم الهاتف, هاتف, تليفون
    position: المنصب, الوظيفة, المسمى الوظيفي
    tags: الوسوم, العلامات
    customerNumber: رقم العميل
    company: الشركة, اسم الشركة, شركة
    organisation: المؤسسة, المنظمة, الجهة
    customer: العميل
"""
THAI = """
    firstName: ชื่อจริง
    name: ชื่อ
    lastName: นามสกุล, สกุล
    fullName: ชื่อ นามสกุล, ชื่อเต็ม, ชื่อและนามสกุล, ชื่อสกุล
    email: อีเมล, อีเมล์, ที่อยู่อีเมล
    mobile: มือถือ, โทรศัพท์มือถือ, เบอร์มือถือ, เบอร์โทรศัพท์มือถือ
    phone: โทรศัพท์, เบอร์โทร, เบอร์โทรศัพท์, หมายเลขโทรศัพท์
    position: ตำแหน่ง, ตำแหน่งงาน
    tags: แท็ก, ป้ายกำกับ
    customerNumber: รหัสลูกค้า, หมายเลขลูกค้า
    company: บริษัท, ชื่อบริษัท
    organisation: องค์กร, หน่วยงาน
    customer: ลูกค้า
"""
HINDI = """
    firstName: पहला नाम, प्रथम नाम
    lastName: उपनाम, अंतिम नाम, कुलनाम
    fullName: पूरा नाम
    name: नाम
    email: ईमेल, ई मेल, ईमेल पता
    mobile: मोबाइल, मोबाइल नंबर
    phone: फोन, फ़ोन, फोन नंबर, दूरभाष
    position: पद, पदनाम
    company: कंपनी, कंपनी का नाम, कम्पनी
    organisation: संगठन, संस्था
"""
CHINESE = """
    firstName: 名
    name: 名字, 名称, 名稱
    lastName: 姓, 姓氏
    fullName: 姓名, 全名, 联系人, 聯絡人, 联系人姓名, 聯絡人姓名, 中文姓名
    email: 电子邮件, 電子郵件, 邮箱, 电子邮箱, 信箱, 電子信箱, 邮件, 电邮, 電郵, 电子邮件地址, 電子郵件地址, 邮箱地址,
        邮件地址, 郵箱
    mobile: 手机, 手機, 手机号, 手机号码, 手機號碼, 移动电话, 行動電話, 手機號, 流動電話
    workPhone: 工作电话, 办公电话, 公司电话, 公司電話, 商務電話, 办公室电话
    phone: 电话, 電話, 电话号码, 電話號碼, 联系电话, 聯絡電話, 座机, 固定电话
    homePhone: 住宅电话, 家庭电话, 住家電話
    position: 职位, 職位, 职务, 職務, 职称, 職稱, 岗位
    profession: 职业, 職業
    tags: 标签, 標籤, 关键词
    categories: 类别, 類別, 分组, 群組
    customerNumber: 客户编号, 客戶編號, 客户号, 客户代码
    company: 公司, 公司名称, 公司名稱, 单位, 單位, 企业, 企業, 企业名称, 工作单位, 公司名
    organisation: 组织, 組織, 机构
    customer: 客户, 客戶, 客户名称, 客戶名稱
"""
JAPANESE = """
    firstName: 名, 名（漢字）, ファーストネーム
    name: 名前, お名前
    lastName: 姓, 苗字, 名字（姓）, 姓（漢字）, ラストネーム
    fullName: 氏名, フルネーム, 氏名（漢字）, 担当者名, ご氏名, ご担当者名, 担当者
    email: メール, メールアドレス, e メール, 電子メール, e メールアドレス, 電子メールアドレス, 電子メール アドレス,
        eメール, メアド
    mobile: 携帯, 携帯電話, 携帯番号, 携帯電話番号, モバイル
    workPhone: 会社電話, 会社電話番号, 勤務先電話, 勤務先電話番号
    phone: 電話, 電話番号, tel, ＴＥＬ
    homePhone: 自宅電話, 自宅電話番号
    position: 役職, 職位, 肩書, 肩書き, 役職名
    profession: 職業
    tags: タグ, ラベル, キーワード
    categories: 分類, グループ
    customerNumber: 顧客番号, お客様番号, 得意先コード, 顧客コード
    company: 会社, 会社名, 企業名, 貴社名, 御社名, 勤務先, 法人名, 企業, 勤務先名
    organisation: 組織, 団体名, 組織名, 所属
    customer: 顧客, 顧客名, 取引先, 取引先名
"""
KOREAN = """
    firstName: 명
    name: 이름
    lastName: 성, 성씨
    fullName: 성명, 전체 이름, 성함, 담당자, 담당자명
    email: 이메일, 전자 메일, 메일, 이메일 주소, 전자메일, 전자우편, 전자 메일 주소
    mobile: 휴대폰, 휴대전화, 핸드폰, 휴대폰 번호, 휴대 전화, 휴대전화번호
    workPhone: 회사 전화, 직장 전화, 근무처 전화
    phone: 전화, 전화번호, 연락처
    position: 직위, 직책, 직급, 직함
    profession: 직업
    tags: 태그, 라벨
    customerNumber: 고객 번호, 고객번호, 고객 코드
    company: 회사, 회사명, 회사 이름, 업체명, 기업명, 기관명
    organisation: 조직, 기관, 소속
    customer: 고객, 고객명
"""

TABLE = {
    "Russian": RUSSIAN,
    "Ukrainian": UKRAINIAN,
    "Bulgarian": BULGARIAN,
    "Serbian in Cyrillic": SERBIAN_IN_CYRILLIC,
    "Greek": GREEK,
    "Hebrew": HEBREW,
    "Arabic": ARABIC,
    "Thai": THAI,
    "Hindi": HINDI,
    "Chinese": CHINESE,
    "Japanese": JAPANESE,
    "Korean": KOREAN,
}
