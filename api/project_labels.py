"""Labels for the fixed codes of projects, in both languages."""

from collections.abc import Mapping

PROJECT_PAIRS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "project-kind": {
        "households": ("一户一策", "A plan per household"),
        "micro": ("微项目", "Micro-projects"),
        "lifts": ("加装电梯", "Lifts"),
        "sites": ("多点项目", "Several sites"),
    },
    "project-unit": {
        "households": ("户", "households"),
        "micro": ("项", "micro-projects"),
        "lifts": ("个门洞", "entrances"),
        "sites": ("处", "sites"),
    },
    "step": {
        "proposed": ("提出", "Proposed"),
        "asked": ("已征询", "Asked"),
        "consented": ("已同意", "Consented"),
        "planned": ("已定策", "Planned"),
        "reviewed": ("已评审", "Reviewed"),
        "signed": ("已签约", "Signed"),
        "running": ("施工中", "Running"),
        "finishing": ("收尾", "Finishing"),
        "built": ("已建成", "Built"),
        "accepted": ("已验收", "Accepted"),
        "in-upkeep": ("养护中", "In upkeep"),
        "closed": ("已结项", "Closed"),
    },
    "upkeep": {
        "inspection": ("检验", "Inspection"),
        "maintenance": ("维保", "Maintenance"),
        "repair": ("修理", "Repair"),
        "insurance": ("保险", "Insurance"),
        "renewal": ("更新", "Renewal"),
    },
}
