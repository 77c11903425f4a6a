"""The words of which the large ledger is made. The names are invented; a business of such a name would be chance."""

from typing import NamedTuple

from kantoku import catalogue


class Work(NamedTuple):
    """A kind of entrusted work: what contract, whose, which data, and what of it is passed on."""

    title: str
    category: str
    section: str
    data_class: str
    data_items: tuple[str, ...]
    passed_on: tuple[str, ...]


_TAX = ("氏名", "住所", "生年月日", "個人番号", "所得情報", "税額")
_RESIDENT = ("氏名", "住所", "生年月日", "性別", "世帯情報", "個人番号")
_HEALTH = ("氏名", "住所", "生年月日", "検診結果")
_BENEFIT = ("氏名", "住所", "生年月日", "個人番号", "口座情報", "受給情報")
_CONTACT = ("氏名", "住所", "電話番号")

WORKS = (
    Work("課税資料データ入力業務委託", "data_entry", "税務課", "spi", _TAX, ("データ入力", "帳票の電子化")),
    Work("納税通知書等作成及び封入封緘業務委託", "printing", "税務課", "spi", _TAX, ("印字", "封入封緘", "発送準備")),
    Work("税務システム保守業務委託", "system", "税務課", "spi", _TAX, ("プログラム保守", "障害対応", "運用監視")),
    Work("住民記録システム保守業務委託", "system", "戸籍住民課", "spi", _RESIDENT, ("プログラム保守", "運用監視")),
    Work("窓口業務委託", "desk", "戸籍住民課", "spi", _RESIDENT, ("受付業務", "証明書の交付補助")),
    Work("戸籍システム機器保守業務委託", "system", "戸籍住民課", "personal", _CONTACT, ("機器の修理", "機器の搬送")),
    Work(
        "庁内サーバ運用業務委託", "system", "情報システム課", "personal", _CONTACT, ("夜間監視", "バックアップの保管")
    ),
    Work("電子申請サービス利用", "cloud", "情報システム課", "personal", _CONTACT, ("データセンター運用",)),
    Work("障害福祉サービス受給者証作成業務委託", "printing", "福祉課", "spi", _BENEFIT, ("印字", "封入封緘")),
    Work("がん検診結果入力業務委託", "data_entry", "健康推進課", "sensitive", _HEALTH, ("データ入力", "照合")),
    Work("国民健康保険コールセンター業務委託", "desk", "保険年金課", "personal", _CONTACT, ("電話応対", "要員の派遣")),
    Work("機密文書溶解処理業務委託", "disposal", "総務課", "unknown", (), ("運搬", "溶解")),
    Work("庁舎清掃業務委託", "service", "総務課", "none", (), ("窓ガラス清掃", "植栽管理")),
)

SECTIONS = tuple(sorted({work.section for work in WORKS}))


def _each(names: str) -> tuple[str, ...]:
    return tuple(names.split())


FIRST = _each(
    "青葉 若草 朝日 双葉 白樺 高砂 千早 常磐 飛鳥 三日月 紅葉 銀河 大樹 清流 花園 北斗 南十字 東雲 西都 中央台 "
    "緑ヶ丘 桜台 梅園 松風 竹園 光陽 明星 日向 天文 海老名原"
)
SECOND = _each(
    "データ システム 情報 ビジネス 電算 コンピュータ ソフト 事務 印刷 メディア フォーム ロジ クラウド ネット "
    "エンジニアリング ワークス 資料 計算 文書 リサイクル"
)
THIRD = _each("サービス センター ソリューションズ 工業 サポート テクノ 企画 研究所 パートナーズ 商会")
FORMS = ("株式会社{}", "{}株式会社", "有限会社{}", "{}合同会社")

TOWNS = tuple(
    f"見本県{town}" for town in ("あおぞら市", "しおさい市", "あさひら市", "わかば市", "こだま町", "のぞみ町")
)
BUILDINGS = _each("見本第一ビル 見本第二ビル 青空ビル 若葉センタービル 港データセンター 丘の上事業所")

# What the law demands, and that audits extend to subcontractors (R13).
CLAUSES = tuple(clause.code for clause in catalogue.clauses() if clause.required_for_spi or clause.code == "X05")
TIER_CLAUSES = tuple(
    clause.code for clause in (*catalogue.clauses(), *catalogue.tier_clauses()) if clause.required_for_spi
)
SELECTION_ITEMS = tuple(item.code for item in catalogue.selection_items())
ITEMS = tuple(item.code for item in catalogue.confirmation_items())
ITEMS_VERSION = catalogue.confirmation_items()[0].version
