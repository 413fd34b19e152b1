/** The columns of the table, the same for its head and its rows. */
export const columns =
  'grid-cols-[18px_18px_minmax(186px,2.4fr)_84px_76px_84px_172px_36px_minmax(50px,1fr)_42px_46px_28px] ' +
  '2xl:grid-cols-[22px_20px_minmax(260px,1.6fr)_130px_130px_120px_190px_60px_minmax(220px,1.2fr)_80px_90px_28px]'
