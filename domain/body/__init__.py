"""Bodies (机构): district 区, subdistrict 街道, residents' committee 居委会."""
